package org.decathlete.core.fingerprint;

import java.util.ArrayList;
import java.util.List;

/**
 * The intensities of one channel over all cases, every case weighing the same. nnU-Net draws 10^8 values at random to
 * approximate these; here they are computed.
 *
 * <p>Mean and standard deviation are those of the mixture of the cases. For the percentiles the cases' distinct values are merged
 * pairwise like the runs of a merge sort. Percentiles are exact as long as a channel has up to four million distinct values in
 * all cases together; beyond that neighbours are joined, which moves a rank by less than a millionth each time, far less than a
 * random sample would.
 */
final class ForegroundIntensities {
    private static final int LARGEST_RUN = 1 << 22;

    private final int largestRun;
    private final List<WeightedRun> runs = new ArrayList<>();
    private final List<Double> means = new ArrayList<>();
    private final List<Double> variances = new ArrayList<>();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    ForegroundIntensities() {
        this(LARGEST_RUN);
    }

    ForegroundIntensities(int largestRun) {
        this.largestRun = largestRun;
    }

    /** Adds a case; the order of the cases decides the last bit of the sums. */
    void add(ValueCounts values) {
        means.add(values.mean());
        variances.add(values.variance());
        min = Math.min(min, values.min());
        max = Math.max(max, values.max());
        WeightedRun run = WeightedRun.of(values).compacted(largestRun);
        // Merging only runs of about equal size keeps the work at n log n.
        while (!runs.isEmpty() && runs.get(runs.size() - 1).size() <= 2L * run.size()) {
            run = runs.remove(runs.size() - 1).merge(run).compacted(largestRun);
        }
        runs.add(run);
    }

    boolean isEmpty() {
        return means.isEmpty();
    }

    IntensityProperties properties() {
        WeightedRun all = runs.stream().reduce(WeightedRun::merge).orElseThrow();
        double mean = means.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double variance = 0;
        for (int i = 0; i < means.size(); i++) {
            double difference = means.get(i) - mean;
            variance += (variances.get(i) + difference * difference) / means.size();
        }
        return new IntensityProperties(
                mean, all.quantile(0.5), Math.sqrt(variance), min, max, all.quantile(0.995), all.quantile(0.005));
    }
}
