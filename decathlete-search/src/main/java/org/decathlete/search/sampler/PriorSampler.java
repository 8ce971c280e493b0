package org.decathlete.search.sampler;

import org.decathlete.search.trial.Origin;

/** Configurations drawn from what is believed beforehand. */
public record PriorSampler() implements Sampler {

    @Override
    public Proposal propose(Situation situation) {
        return new Proposal(situation.space().prior(situation.random()), Origin.PRIOR);
    }
}
