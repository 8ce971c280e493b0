package org.decathlete.core.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How often and along which axes a U-Net halves its feature maps, and how wide its kernels are (nnU-Net: isotropy is approached
 * by halving the finely spaced axes first; no feature map gets an edge below 4).
 *
 * @param strides stride of each stage along each axis; the first is all ones
 * @param kernels kernel size of each stage along each axis, 1 or 3
 * @param patch the patch, enlarged so that every stride divides it
 * @param divisor product of the strides along each axis
 */
record Topology(List<List<Integer>> strides, List<List<Integer>> kernels, int[] patch, int[] divisor) {
    private static final int SMALLEST_EDGE = 4;
    private static final double ISOTROPIC_WITHIN = 2;

    /**
     * The topology for a patch.
     *
     * @param spacing in mm along each of 2 or 3 axes
     * @param patch wanted edges in voxels along the same axes; may be x.5, as medians are
     */
    static Topology of(double[] spacing, double[] patch) {
        return new Builder(spacing, patch).build();
    }

    int stageCount() {
        return strides.size();
    }

    private static final class Builder {
        private final double[] wanted;
        private final double[] spacing;
        private final double[] size;
        private final Integer[] kernel;
        private final int[] pools;
        private final List<List<Integer>> strides = new ArrayList<>();
        private final List<List<Integer>> kernels = new ArrayList<>();

        Builder(double[] spacing, double[] patch) {
            this.wanted = patch.clone();
            this.spacing = spacing.clone();
            this.size = patch.clone();
            this.kernel = new Integer[patch.length];
            this.pools = new int[patch.length];
            Arrays.fill(kernel, 1);
        }

        Topology build() {
            strides.add(Collections.nCopies(size.length, 1));
            for (List<Integer> axes = axesToHalve(); !axes.isEmpty(); axes = axesToHalve()) {
                widenKernels();
                halve(axes);
            }
            kernels.add(Collections.nCopies(size.length, 3));
            int[] divisor = Arrays.stream(pools).map(count -> 1 << count).toArray();
            int[] padded = new int[size.length];
            for (int axis = 0; axis < padded.length; axis++) {
                padded[axis] = (int) Math.ceil(wanted[axis] / divisor[axis]) * divisor[axis];
            }
            return new Topology(List.copyOf(strides), List.copyOf(kernels), padded, divisor);
        }

        /** The finely spaced axes among those that are long enough; none when it is time to stop. */
        private List<Integer> axesToHalve() {
            double finest = Double.POSITIVE_INFINITY;
            for (int axis = 0; axis < size.length; axis++) {
                if (isLongEnough(axis)) {
                    finest = Math.min(finest, spacing[axis]);
                }
            }
            List<Integer> axes = new ArrayList<>();
            for (int axis = 0; axis < size.length; axis++) {
                if (isLongEnough(axis) && spacing[axis] / finest < ISOTROPIC_WITHIN) {
                    axes.add(axis);
                }
            }
            // A single axis is not worth a stage unless it is still clearly longer than the smallest edge.
            boolean tooShortAlone = axes.size() == 1 && size[axes.get(0)] < 3 * SMALLEST_EDGE;
            return tooShortAlone ? List.of() : axes;
        }

        private boolean isLongEnough(int axis) {
            return size[axis] >= 2 * SMALLEST_EDGE;
        }

        /** An axis gets kernels of 3 once it is about as fine as the finest; it keeps them from then on. */
        private void widenKernels() {
            double finest = Arrays.stream(spacing).min().orElseThrow();
            for (int axis = 0; axis < kernel.length; axis++) {
                if (spacing[axis] / finest < ISOTROPIC_WITHIN) {
                    kernel[axis] = 3;
                }
            }
        }

        private void halve(List<Integer> axes) {
            List<Integer> stride = new ArrayList<>(Collections.nCopies(size.length, 1));
            for (int axis : axes) {
                stride.set(axis, 2);
                pools[axis]++;
                spacing[axis] *= 2;
                size[axis] = Math.ceil(size[axis] / 2);
            }
            strides.add(List.copyOf(stride));
            kernels.add(List.of(kernel));
        }
    }
}
