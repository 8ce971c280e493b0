package org.decathlete.core.plan;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.decathlete.core.fingerprint.Fingerprint;

/**
 * The spacing that a dataset is resampled to at full resolution.
 *
 * @param spacing in mm along the file's (z, y, x)
 * @param reason why, in plain words
 */
record TargetSpacing(double[] spacing, String reason) {
    /** How much coarser one axis must be than the others, in mm and in voxels, to count as anisotropic. */
    private static final double ANISOTROPIC_FROM = 3;

    /** A coarse axis is resampled to this percentile of its spacings, so that fine cases are not thrown away. */
    private static final double COARSE_AXIS_PERCENT = 10;

    private static final double JUST_ABOVE = 1e-5;

    /**
     * The median spacing of the cases; where one axis is far coarser than the others and has far fewer voxels, that axis gets
     * the 10th percentile of its spacings, but stays the coarsest.
     */
    static TargetSpacing of(Fingerprint fingerprint) {
        double[] median = new double[3];
        double[] size = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            median[axis] = Statistics.percentile(spacings(fingerprint, axis), 50);
            size[axis] = Statistics.percentile(sizes(fingerprint, axis), 50);
        }
        int coarsest = Axes.largest(median);
        double othersCoarsest = others(median, coarsest).max().orElseThrow();
        double othersShortest = others(size, coarsest).min().orElseThrow();
        if (median[coarsest] > ANISOTROPIC_FROM * othersCoarsest
                && size[coarsest] * ANISOTROPIC_FROM < othersShortest) {
            return finer(fingerprint, median, coarsest, othersCoarsest);
        }
        return new TargetSpacing(
                median, "Target spacing " + Axes.text(median) + " mm: the median over the cases, per axis.");
    }

    private static TargetSpacing finer(Fingerprint fingerprint, double[] median, int coarsest, double othersCoarsest) {
        double[] target = median.clone();
        double fine = Statistics.percentile(spacings(fingerprint, coarsest), COARSE_AXIS_PERCENT);
        target[coarsest] = fine < othersCoarsest ? othersCoarsest + JUST_ABOVE : fine;
        return new TargetSpacing(
                target,
                "Target spacing " + Axes.text(target) + " mm: the median is " + Axes.text(median) + " mm, but axis "
                        + "zyx".charAt(coarsest) + " is more than three times as coarse as the others and has less than"
                        + " a third of their voxels, so it takes the 10th percentile of its spacings"
                        + (fine < othersCoarsest ? ", kept just above the others." : "."));
    }

    static double[] spacings(Fingerprint fingerprint, int axis) {
        return fingerprint.spacings().stream()
                .mapToDouble(spacing -> spacing[axis])
                .toArray();
    }

    static double[] sizes(Fingerprint fingerprint, int axis) {
        return fingerprint.shapesAfterCrop().stream()
                .mapToDouble(shape -> shape[axis])
                .toArray();
    }

    /** The axes, the coarsest first, the others in order. */
    List<Integer> transposeForward() {
        int coarsest = Axes.largest(spacing);
        IntStream others = IntStream.range(0, spacing.length).filter(axis -> axis != coarsest);
        return IntStream.concat(IntStream.of(coarsest), others).boxed().toList();
    }

    private static DoubleStream others(double[] values, int but) {
        return IntStream.range(0, values.length).filter(i -> i != but).mapToDouble(i -> values[i]);
    }
}
