package org.decathlete.nn.augment.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.augment.intensity.GaussianBlur;
import org.decathlete.nn.augment.intensity.GaussianKernel;

/**
 * {@link GaussianBlur} with kernels of one length. Sums of shifted images and not convolutions, which on a GPU may round to ten bits.
 */
record RowBlur(RowSubset subset, List<AxisBlur> axes) implements RowChange {

    /**
     * Along one axis.
     *
     * @param taps number of taps
     * @param weights of each tap, for each row
     * @param continued which voxels lie along the axis when it is continued at both ends
     */
    private record AxisBlur(int axis, int taps, Numbers.Slice weights, Numbers.Slice continued) {}

    static RowBlur of(RowSubset subset, int[] size, Numbers numbers) {
        List<AxisBlur> axes = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            if (size[axis] > 1) {
                axes.add(along(axis, subset, size[axis], numbers));
            }
        }
        return new RowBlur(subset, axes);
    }

    private static AxisBlur along(int axis, RowSubset subset, int length, Numbers numbers) {
        List<float[]> kernels = subset.members().stream()
                .map(member -> GaussianKernel.taps(member.change().blur()[member.channel()][axis]))
                .toList();
        int taps = kernels.stream().mapToInt(kernel -> kernel.length).max().orElseThrow();
        double[] weights = new double[taps * kernels.size()];
        for (int row = 0; row < kernels.size(); row++) {
            float[] kernel = kernels.get(row);
            int first = (taps - kernel.length) / 2;
            for (int tap = 0; tap < kernel.length; tap++) {
                weights[(first + tap) * kernels.size() + row] = kernel[tap];
            }
        }
        int[] continued = new int[length + taps - 1];
        Arrays.setAll(continued, i -> GaussianBlur.reflected(i - taps / 2, length));
        return new AxisBlur(axis, taps, numbers.add(weights), numbers.add(continued));
    }

    @Override
    public void apply(Tensor rows, Numbers numbers) {
        subset.change(rows, numbers, (part, from, count) -> {
            Tensor result = part;
            for (AxisBlur blur : axes) {
                result = along(blur, result, numbers, from, count);
            }
            return result;
        });
    }

    private Tensor along(AxisBlur blur, Tensor part, Numbers numbers, int from, int count) {
        int axis = blur.axis() + 1;
        long length = part.size(axis);
        Tensor source = part.index_select(axis, numbers.whole(blur.continued()));
        Tensor sum = source.narrow(axis, 0, length).mul(weight(blur, 0, numbers, from, count));
        for (int tap = 1; tap < blur.taps(); tap++) {
            sum.addcmul_(source.narrow(axis, tap, length), weight(blur, tap, numbers, from, count));
        }
        return sum;
    }

    private Tensor weight(AxisBlur blur, int tap, Numbers numbers, int from, int count) {
        return RowSubset.strengths(
                numbers, blur.weights(), tap * subset.members().size() + from, count);
    }
}
