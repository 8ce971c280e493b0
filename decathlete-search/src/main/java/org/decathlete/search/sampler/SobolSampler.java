package org.decathlete.search.sampler;

import java.util.SplittableRandom;
import org.decathlete.search.trial.Origin;

/**
 * Points of Sobol's sequence, randomly shifted by the study's seed, which fill a space more evenly than random ones. Architectures
 * are drawn uniformly, since they have no coordinates.
 */
public record SobolSampler() implements Sampler {

    @Override
    public Proposal propose(Situation situation) {
        int dimensions = situation.space().dimensions();
        SplittableRandom shared = situation.shared();
        long[] shift = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shift[i] = shared.nextLong();
        }
        double[] point = new SobolSequence(dimensions)
                .point(situation.history().configurations() + (long) situation.attempt(), shift);
        return new Proposal(situation.space().decode(point, situation.random()), Origin.SOBOL);
    }
}
