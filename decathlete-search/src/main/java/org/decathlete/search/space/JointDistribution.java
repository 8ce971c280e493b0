package org.decathlete.search.space;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A distribution of configurations: one of each parameter, independent but for the conditions. */
public final class JointDistribution {
    private final SearchSpace space;
    private final Map<String, Distribution> distributions = new HashMap<>();

    JointDistribution(SearchSpace space, Function<Parameter, Distribution> distribution) {
        this.space = space;
        for (Parameter parameter : space.parameters()) {
            distributions.put(parameter.name(), distribution.apply(parameter));
        }
    }

    /** Draws a configuration. */
    public Configuration sample(SplittableRandom random) {
        return space.assemble(parameter -> of(parameter.name()).sample(random));
    }

    /** Sum of the parameters' log densities, those without a value left out. */
    public double logDensity(Configuration configuration) {
        double sum = 0;
        for (Map.Entry<String, Object> entry : configuration.values().entrySet()) {
            sum += of(entry.getKey()).logDensity(entry.getValue());
        }
        return sum;
    }

    private Distribution of(String name) {
        return requireNonNull(distributions.get(name), name);
    }
}
