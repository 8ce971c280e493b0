package org.decathlete.search.sampler;

import java.util.SplittableRandom;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.trial.Origin;

/**
 * PriorBand (Mallik et al. 2023), for use with {@link org.decathlete.search.schedule.Hyperband}: proposals are uniform, drawn from
 * the prior, or changes of the incumbent. The higher the budget at which a configuration starts, the fewer are uniform; prior and
 * incumbent share the rest by how well either explains the best results so far, so that a misleading prior is soon left.
 *
 * @param mutation how the incumbent is changed
 * @param confidence how firmly the surroundings of the incumbent are weighed against the prior
 */
public record PriorBand(LocalMutation mutation, Confidence confidence) implements Sampler {

    /**
     * Every parameter of the incumbent changes with probability 0.5; numbers move by half as much as in {@link #published()}, which
     * is ahead of it on Hartmann's functions with a misleading prior ({@code bench/search_hartmann}).
     */
    public PriorBand() {
        this(new LocalMutation(0.5, Confidence.HIGH), Confidence.MEDIUM);
    }

    /** With the mutation of the published runs: a standard deviation of a quarter of the range. */
    public static PriorBand published() {
        return new PriorBand(new LocalMutation(0.5, Confidence.MEDIUM), Confidence.MEDIUM);
    }

    @Override
    public Proposal propose(Situation situation) {
        Shares shares = Shares.in(situation, confidence);
        SplittableRandom random = situation.random();
        double draw = random.nextDouble();
        if (shares.best().isPresent() && draw < shares.incumbent()) {
            return new Proposal(mutation.mutate(situation.space(), shares.best().get(), random), Origin.INCUMBENT);
        }
        if (draw < shares.incumbent() + shares.prior()) {
            return new Proposal(situation.space().prior(random), Origin.PRIOR);
        }
        return new Proposal(situation.space().uniform(random), Origin.RANDOM);
    }
}
