package org.decathlete.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.JointDistribution;
import org.decathlete.search.space.SearchSpace;

/** A density estimated from configurations: the mean of the prior and of one kernel around each. */
final class Mixture {
    private static final double WIDTH_OF_ONE = 0.25;
    private final List<JointDistribution> kernels = new ArrayList<>();

    Mixture(SearchSpace space, List<Configuration> centres) {
        kernels.add(space.prior());
        // Scott's rule: kernels narrow with the number of points, slower in more dimensions.
        double exponent = -1.0 / (space.parameters().size() + 4);
        double width = WIDTH_OF_ONE * Math.pow(Math.max(1, centres.size()), exponent);
        Confidence confidence = new Confidence(width, 1 / width);
        for (Configuration centre : centres) {
            kernels.add(space.around(centre, confidence));
        }
    }

    Configuration sample(SplittableRandom random) {
        return kernels.get(random.nextInt(kernels.size())).sample(random);
    }

    double logDensity(Configuration configuration) {
        double[] logs = new double[kernels.size()];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = kernels.get(i).logDensity(configuration);
        }
        return LogSum.of(logs) - Math.log(logs.length);
    }
}
