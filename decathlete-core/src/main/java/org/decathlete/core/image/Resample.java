package org.decathlete.core.image;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.decathlete.core.run.DecathleteException;
import org.jspecify.annotations.Nullable;

/**
 * Brings an image or a label map to another number of voxels over the same extent, as nnU-Net's default resampling does (which is
 * scikit-image's {@code resize} with edge mode, or a nearest neighbour along an axis that is much coarser than the others).
 *
 * @param order 0 nearest, 1 linear, 3 cubic B-spline, clipped to the range of the input; label maps: 0 or 1
 * @param orderZ the same along an axis that is treated by itself; label maps: 0
 * @param forceSeparateZ whether to treat the coarsest axis by itself; null: where the spacing is anisotropic
 *     ({@link SeparateAxis})
 * @param threads how many threads to use, at least 1; the result does not depend on it
 */
public record Resample(int order, int orderZ, @Nullable Boolean forceSeparateZ, int threads) {

    public Resample {
        requireOrder("order", order);
        requireOrder("order_z", orderZ);
    }

    /**
     * Resamples one channel.
     *
     * @param input {@code [z][y][x]}, finite
     * @param shape of the input (z, y, x)
     * @param newShape of the result (z, y, x)
     * @param spacing of the input in mm (z, y, x)
     * @param newSpacing of the result in mm (z, y, x); with {@code spacing} it decides whether an axis is treated by itself, the
     *     shapes alone decide where the voxels lie
     * @return {@code [z][y][x]}; the input itself where the shapes are equal
     */
    public float[] image(float[] input, int[] shape, int[] newShape, double[] spacing, double[] newSpacing) {
        if (Arrays.equals(shape, newShape)) {
            return input;
        }
        OptionalInt separate = SeparateAxis.of(spacing, newSpacing, forceSeparateZ);
        if (separate.isPresent()) {
            return slices(input, shape, newShape, separate.getAsInt());
        }
        float[] result = interpolate(input, shape, newShape, order);
        if (order == 3) {
            SliceRange.whole(input).clip(result, newShape, 0);
        }
        return result;
    }

    /**
     * Resamples a label map; arguments as for {@link #image}.
     *
     * @return {@code [z][y][x]}; the input itself where the shapes are equal
     */
    public short[] labels(short[] input, int[] shape, int[] newShape, double[] spacing, double[] newSpacing) {
        if (order == 3 || orderZ != 0) {
            throw DecathleteException.usage("label maps are resampled with order 0 or 1 and order_z 0, not order "
                    + order + " and order_z " + orderZ + "; change resampling_fn_seg_kwargs in the plans file");
        }
        if (Arrays.equals(shape, newShape)) {
            return input;
        }
        OptionalInt separate = SeparateAxis.of(spacing, newSpacing, forceSeparateZ);
        LinearTaps[] taps = new LinearTaps[3];
        for (int axis = 0; axis < 3; axis++) {
            boolean nearest = order == 0 || separate.equals(OptionalInt.of(axis));
            taps[axis] = nearest
                    ? LinearTaps.nearest(shape[axis], newShape[axis])
                    : LinearTaps.linear(shape[axis], newShape[axis]);
        }
        return new LabelResampler(input, shape, taps[0], taps[1], taps[2]).apply(threads);
    }

    /** Slice by slice across {@code axis}, clipped slice by slice, then along it. Slices that nothing is taken from are left out. */
    private float[] slices(float[] input, int[] shape, int[] newShape, int axis) {
        boolean thinFirst = orderZ == 0 && newShape[axis] < shape[axis];
        float[] current = input;
        int[] currentShape = shape.clone();
        if (thinFirst) {
            current = NearestPass.apply(current, currentShape, axis, newShape[axis]);
            currentShape[axis] = newShape[axis];
        }
        int[] sliceShape = newShape.clone();
        sliceShape[axis] = currentShape[axis];
        if (!Arrays.equals(currentShape, sliceShape)) {
            float[] resampled = interpolate(current, currentShape, sliceShape, order);
            if (order == 3) {
                SliceRange.across(current, currentShape, axis).clip(resampled, sliceShape, axis);
            }
            current = resampled;
        }
        return interpolate(current, sliceShape, newShape, orderZ);
    }

    /** One pass per axis that changes; those that shrink come first, so that the others have less to do. */
    private float[] interpolate(float[] input, int[] shape, int[] newShape, int order) {
        int[] axes = IntStream.range(0, 3)
                .filter(axis -> shape[axis] != newShape[axis])
                .boxed()
                .sorted(Comparator.comparingDouble(axis -> (double) newShape[axis] / shape[axis]))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] current = input;
        int[] currentShape = shape.clone();
        for (int axis : axes) {
            int before = shape[axis];
            int after = newShape[axis];
            current = switch (order) {
                case 0 -> NearestPass.apply(current, currentShape, axis, after);
                case 1 -> new AxisPass(currentShape, axis, new LinearKernel(before, after)).apply(current, threads);
                default -> new AxisPass(currentShape, axis, new CubicKernel(before, after)).apply(current, threads);
            };
            currentShape[axis] = after;
        }
        return current;
    }

    private static void requireOrder(String name, int order) {
        if (order != 0 && order != 1 && order != 3) {
            throw DecathleteException.usage(
                    "resampling " + name + " " + order + " is not supported; use 0 (nearest), 1 (linear) or 3 (cubic)");
        }
    }
}
