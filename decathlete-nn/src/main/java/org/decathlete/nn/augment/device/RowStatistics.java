package org.decathlete.nn.augment.device;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.augment.intensity.Gamma;

/**
 * Mean of each row and its unbiased standard deviation.
 *
 * @param mean (R, 1, 1, 1)
 * @param deviation likewise
 */
record RowStatistics(Tensor mean, Tensor deviation) {

    /** @param rows (R, D, H, W) */
    static RowStatistics of(Tensor rows) {
        return new RowStatistics(mean(rows), rows.std(space(), true, true));
    }

    /** Mean of each row alone. */
    static Tensor mean(Tensor rows) {
        return rows.mean(space(), true, new ScalarTypeOptional());
    }

    /** Smallest value of each row, (R, 1, 1, 1). */
    static Tensor min(Tensor rows) {
        return rows.amin(space(), true);
    }

    /** Largest value of each row. */
    static Tensor max(Tensor rows) {
        return rows.amax(space(), true);
    }

    /** What the values after a change must be multiplied by to have this deviation again. */
    Tensor restoring(RowStatistics after) {
        return deviation.div(after.deviation.clamp_min(new Scalar(Gamma.SMALLEST)));
    }

    private static long[] space() {
        return new long[] {1, 2, 3};
    }
}
