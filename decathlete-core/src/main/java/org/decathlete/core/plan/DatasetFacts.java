package org.decathlete.core.plan;

import java.util.List;
import java.util.function.IntFunction;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.fingerprint.Fingerprint;

/**
 * What planning needs of a dataset, in transposed axes.
 *
 * @param description what the dataset declares
 * @param fingerprint what it looks like
 * @param forward the transposition, coarsest axis first
 * @param spacing target spacing in mm
 * @param medianSize median size of the cases at that spacing; may be x.5
 * @param reasons why, in plain words
 */
record DatasetFacts(
        DatasetDescription description,
        Fingerprint fingerprint,
        List<Integer> forward,
        double[] spacing,
        double[] medianSize,
        List<String> reasons) {

    static DatasetFacts of(DatasetDescription description, Fingerprint fingerprint) {
        TargetSpacing target = TargetSpacing.of(fingerprint);
        List<Integer> forward = target.transposeForward();
        String order = forward.get(0) == 0
                ? "The axes keep their order: none is coarser than z."
                : "The axes are reordered so that the coarsest, " + "zyx".charAt(forward.get(0)) + ", comes first.";
        return new DatasetFacts(
                description,
                fingerprint,
                forward,
                Axes.transpose(target.spacing(), forward),
                Axes.transpose(medianSizeAt(fingerprint, target.spacing()), forward),
                List.of(target.reason(), order));
    }

    /** Number of training cases: the declared one, or where none is declared that of the fingerprint. */
    int cases() {
        return description.numTraining() > 0 ? description.numTraining() : fingerprint.caseCount();
    }

    double[] originalMedianSpacing() {
        return medianPerAxis(axis -> TargetSpacing.spacings(fingerprint, axis));
    }

    double[] originalMedianSize() {
        return medianPerAxis(axis -> TargetSpacing.sizes(fingerprint, axis));
    }

    private double[] medianPerAxis(IntFunction<double[]> values) {
        return forward.stream()
                .mapToDouble(axis -> Statistics.median(values.apply(axis)))
                .toArray();
    }

    private static double[] medianSizeAt(Fingerprint fingerprint, double[] spacing) {
        double[] median = new double[spacing.length];
        for (int axis = 0; axis < spacing.length; axis++) {
            double[] old = TargetSpacing.spacings(fingerprint, axis);
            double[] sizes = TargetSpacing.sizes(fingerprint, axis);
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Math.rint(old[i] / spacing[axis] * sizes[i]);
            }
            median[axis] = Statistics.median(sizes);
        }
        return median;
    }
}
