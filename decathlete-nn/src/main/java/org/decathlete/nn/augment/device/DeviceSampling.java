package org.decathlete.nn.augment.device;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.augment.draw.Turn;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Tensors;

/**
 * Where turned patches take their voxels, in the coordinates of PyTorch's {@code grid_sample} without aligned corners: along each axis
 * the box lies between -1 and 1.
 *
 * @param size of a patch (z, y, x)
 * @param turned how many patches
 * @param coefficients for each axis of a point: its steps along (z, y, x) of the patch, the centre, and the bounds of the enlarged patch;
 *     each for all patches
 */
record DeviceSampling(int[] size, int turned, Numbers.Slice coefficients, Device device) {
    private static final int CENTRE = 3;
    private static final int LOW = 4;
    private static final int HIGH = 5;
    private static final int COLUMNS = 6;

    static DeviceSampling of(SourceBatch source, Numbers numbers, Device device) {
        int turned = source.turned().length;
        double[] all = new double[3 * COLUMNS * turned];
        for (int i = 0; i < turned; i++) {
            Turn turn = source.changes().get(source.turned()[i]).turn();
            if (turn == null) {
                throw new IllegalStateException("sample " + source.turned()[i] + " is not turned");
            }
            for (int axis = 0; axis < 3; axis++) {
                double[] columns = columns(turn.inSpace(), source.low(i), source.boxSize(), source.enlarged(), axis);
                for (int column = 0; column < COLUMNS; column++) {
                    all[(axis * COLUMNS + column) * turned + i] = columns[column];
                }
            }
        }
        return new DeviceSampling(source.size(), turned, numbers.add(all), device);
    }

    private static double[] columns(double[] matrix, int[] low, int[] box, int[] enlarged, int axis) {
        double unit = 2.0 / box[axis];
        double centre = (enlarged[axis] - 1) / 2.0 - low[axis];
        return new double[] {
            unit * matrix[axis * 3],
            unit * matrix[axis * 3 + 1],
            unit * matrix[axis * 3 + 2],
            unit * (centre + 0.5) - 1,
            -unit * low[axis] - 1,
            unit * (enlarged[axis] - low[axis]) - 1
        };
    }

    /**
     * Points of some patches.
     *
     * @param grid (n, D, H, W, 3), x first, float32
     * @param inside (n, D, H, W), whether the point lies in the enlarged patch
     */
    record Points(Tensor grid, Tensor inside) {

        /** Image channels at the points: trilinear, zeros outside; (n, C, D, H, W) of boxes (n, C, …). */
        Tensor linear(Tensor boxes) {
            return torch.grid_sampler(boxes, grid, 0, 0, false);
        }
    }

    /** The points of {@code count} patches behind the first {@code from}. */
    Points points(Numbers numbers, int from, int count) {
        Tensor[] axes = new Tensor[3];
        Tensor z = along(0);
        Tensor y = along(1);
        Tensor x = along(2);
        Tensor inside = null;
        for (int axis = 0; axis < 3; axis++) {
            Tensor position = z.mul(column(numbers, axis, 0, from, count))
                    .add_(column(numbers, axis, CENTRE, from, count))
                    .add(y.mul(column(numbers, axis, 1, from, count)))
                    .add(x.mul(column(numbers, axis, 2, from, count)));
            Tensor within = position.gt(column(numbers, axis, LOW, from, count))
                    .logical_and(position.lt(column(numbers, axis, HIGH, from, count)));
            inside = inside == null ? within : inside.logical_and(within);
            axes[2 - axis] = position;
        }
        if (inside == null) {
            throw new IllegalStateException("no axes");
        }
        return new Points(torch.stack(new TensorVector(axes), 4), inside);
    }

    /** Distances from the centre of a patch along an axis, to be broadcast. */
    private Tensor along(int axis) {
        long[] shape = {1, 1, 1, 1};
        shape[axis + 1] = size[axis];
        return torch.arange(new Scalar((long) size[axis]), Tensors.options(ScalarType.Float, device))
                .sub_(new Scalar((size[axis] - 1) / 2.0))
                .view(shape);
    }

    private Tensor column(Numbers numbers, int axis, int column, int from, int count) {
        int before = (axis * COLUMNS + column) * turned + from;
        return numbers.get(new Numbers.Slice(coefficients.from() + before, count), count, 1, 1, 1);
    }
}
