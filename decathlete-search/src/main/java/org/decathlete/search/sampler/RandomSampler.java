package org.decathlete.search.sampler;

import org.decathlete.search.trial.Origin;

/** Uniform configurations. */
public record RandomSampler() implements Sampler {

    @Override
    public Proposal propose(Situation situation) {
        return new Proposal(situation.space().uniform(situation.random()), Origin.RANDOM);
    }
}
