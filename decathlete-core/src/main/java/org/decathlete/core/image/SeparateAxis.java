package org.decathlete.core.image;

import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Whether an image is so much coarser along one axis that it is resampled slice by slice across it (nnU-Net's "separate z"), and
 * which axis that is.
 */
public final class SeparateAxis {
    /** Above this ratio of the largest to the smallest spacing, the coarsest axis is treated by itself. */
    private static final double ANISOTROPY = 3;

    private SeparateAxis() {}

    /**
     * The axis to treat by itself. The present spacing decides, and where that is not anisotropic the new one does; two or three
     * equally coarse axes are never separated.
     *
     * @param spacing mm per axis, as the image is
     * @param newSpacing mm per axis, as it is to be
     * @param force true: always separate the coarsest axis of {@code spacing}; false: never; null: by the rule
     */
    public static OptionalInt of(double[] spacing, double[] newSpacing, @Nullable Boolean force) {
        if (force != null) {
            return force ? coarsest(spacing) : OptionalInt.empty();
        }
        if (isAnisotropic(spacing)) {
            return coarsest(spacing);
        }
        return isAnisotropic(newSpacing) ? coarsest(newSpacing) : OptionalInt.empty();
    }

    private static boolean isAnisotropic(double[] spacing) {
        return largest(spacing) / Arrays.stream(spacing).min().orElseThrow() > ANISOTROPY;
    }

    private static OptionalInt coarsest(double[] spacing) {
        double largest = largest(spacing);
        int found = -1;
        for (int axis = 0; axis < spacing.length; axis++) {
            if (spacing[axis] == largest) {
                if (found >= 0) {
                    return OptionalInt.empty();
                }
                found = axis;
            }
        }
        return OptionalInt.of(found);
    }

    private static double largest(double[] spacing) {
        return Arrays.stream(spacing).max().orElseThrow();
    }
}
