package org.decathlete.nn.augment.device;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.augment.intensity.LinearUp;
import org.decathlete.nn.augment.intensity.LowResolution;

/**
 * {@link LowResolution} of several channels. Down to the nearest voxels and up linearly is, along each axis, a blend of two voxels for
 * each voxel; which two and how is known beforehand.
 */
record RowCoarsening(RowSubset subset, List<AxisBlend> axes) implements RowChange {

    /**
     * Along one axis, for each row and voxel of it.
     *
     * @param lower one voxel
     * @param upper the other
     * @param fraction share of the other
     */
    private record AxisBlend(int axis, Numbers.Slice lower, Numbers.Slice upper, Numbers.Slice fraction) {}

    static RowCoarsening of(RowSubset subset, int[] size, Numbers numbers) {
        List<AxisBlend> axes = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            int[] small = subset.members().stream()
                    .mapToInt(member -> member.change().coarse()[member.channel()][along])
                    .toArray();
            boolean kept = true;
            for (int extent : small) {
                kept &= extent == size[axis];
            }
            if (!kept) {
                axes.add(along(axis, size[axis], small, numbers));
            }
        }
        return new RowCoarsening(subset, axes);
    }

    private static AxisBlend along(int axis, int length, int[] small, Numbers numbers) {
        int[] lower = new int[small.length * length];
        int[] upper = new int[lower.length];
        double[] fraction = new double[lower.length];
        for (int row = 0; row < small.length; row++) {
            LinearUp up = LinearUp.of(small[row], length);
            int[] nearest = LowResolution.nearest(length, small[row]);
            for (int i = 0; i < length; i++) {
                int at = row * length + i;
                lower[at] = nearest[up.lower()[i]];
                upper[at] = nearest[up.upper()[i]];
                fraction[at] = up.fraction()[i];
            }
        }
        return new AxisBlend(axis, numbers.add(lower), numbers.add(upper), numbers.add(fraction));
    }

    @Override
    public void apply(Tensor rows, Numbers numbers) {
        subset.change(rows, numbers, (part, from, count) -> {
            Tensor result = part;
            for (AxisBlend blend : axes) {
                result = along(blend, result, numbers, from, count);
            }
            return result;
        });
    }

    private Tensor along(AxisBlend blend, Tensor part, Numbers numbers, int from, int count) {
        int axis = blend.axis() + 1;
        int all = subset.members().size();
        long[] shape = {all, 1, 1, 1};
        shape[axis] = part.size(axis);
        Tensor near = part.gather(axis, index(numbers.whole(blend.lower()), shape, part, from, count));
        Tensor far = part.gather(axis, index(numbers.whole(blend.upper()), shape, part, from, count));
        Tensor fraction = numbers.get(blend.fraction(), shape).narrow(0, from, count);
        return near.add_(far.sub_(near).mul_(fraction));
    }

    private static Tensor index(Tensor voxels, long[] shape, Tensor part, int from, int count) {
        return voxels.view(shape).narrow(0, from, count).expand(part.shape());
    }
}
