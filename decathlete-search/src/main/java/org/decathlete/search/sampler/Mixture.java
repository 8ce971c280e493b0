package org.decathlete.search.sampler;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Distribution;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;

/** A density estimated from configurations: the mean of the prior and of one kernel around each. */
final class Mixture {
    private static final double WIDTH_OF_ONE = 0.25;
    private final SearchSpace space;
    private final List<Map<String, Distribution>> kernels = new ArrayList<>();

    Mixture(SearchSpace space, List<Configuration> centres) {
        this.space = space;
        kernels.add(kernel(Parameter::prior));
        // Scott's rule: kernels narrow with the number of points, slower in more dimensions.
        double width = WIDTH_OF_ONE
                * Math.pow(
                        Math.max(1, centres.size()), -1.0 / (space.parameters().size() + 4));
        Confidence confidence = new Confidence(width, 1 / width);
        for (Configuration centre : centres) {
            kernels.add(kernel(parameter -> centre.has(parameter.name())
                    ? parameter.around(centre.value(parameter.name()), confidence)
                    : parameter.prior()));
        }
    }

    Configuration sample(SplittableRandom random) {
        Map<String, Distribution> kernel = kernels.get(random.nextInt(kernels.size()));
        return space.assemble(parameter -> of(kernel, parameter).sample(random));
    }

    double logDensity(Configuration configuration) {
        double[] logs = new double[kernels.size()];
        for (int i = 0; i < logs.length; i++) {
            Map<String, Distribution> kernel = kernels.get(i);
            logs[i] = space.logDensity(configuration, parameter -> of(kernel, parameter));
        }
        return LogSum.of(logs) - Math.log(logs.length);
    }

    private Map<String, Distribution> kernel(Function<Parameter, Distribution> distribution) {
        Map<String, Distribution> kernel = new HashMap<>();
        for (Parameter parameter : space.parameters()) {
            kernel.put(parameter.name(), distribution.apply(parameter));
        }
        return kernel;
    }

    private static Distribution of(Map<String, Distribution> kernel, Parameter parameter) {
        return requireNonNull(kernel.get(parameter.name()));
    }
}
