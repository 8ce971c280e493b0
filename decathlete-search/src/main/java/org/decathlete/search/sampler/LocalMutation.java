package org.decathlete.search.sampler;

import java.util.SplittableRandom;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.SearchSpace;

/**
 * Changes a configuration a little: every parameter moves to a neighbouring value with the same probability. Parameters that come
 * to have a value by that are drawn from the prior.
 *
 * @param rate probability of a change per parameter, within (0, 1]
 * @param confidence how far numbers move
 */
public record LocalMutation(double rate, Confidence confidence) {
    private static final int TRIES = 50;

    public LocalMutation {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("mutation rate " + rate + ", expected within (0, 1]");
        }
    }

    /** A changed configuration; the same one only where fifty tries bring no other. */
    public Configuration mutate(SearchSpace space, Configuration parent, SplittableRandom random) {
        Configuration child = parent;
        for (int i = 0; i < TRIES && child.equals(parent); i++) {
            child = space.assemble(parameter -> {
                if (!parent.has(parameter.name())) {
                    return parameter.prior().sample(random);
                }
                Object value = parent.value(parameter.name());
                return random.nextDouble() < rate ? parameter.neighbour(value, confidence, random) : value;
            });
        }
        return child;
    }
}
