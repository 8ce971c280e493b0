package org.decathlete.nn.infer.window;

import java.util.List;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * The sliding window as one would explain it: the padded volume, one tile after another, one view after another, sums in double
 * precision.
 */
public final class PlainWindow {
    private final int[] patch;
    private final double step;
    private final boolean gaussian;
    private final int[] axes;

    public PlainWindow(int[] patch, double step, boolean gaussian, int... axes) {
        this.patch = patch;
        this.step = step;
        this.gaussian = gaussian;
        this.axes = axes;
    }

    /** Mean logits {@code [output][z·y·x]} of channels {@code [z][y][x]}. */
    public double[][] logits(List<float[]> channels, int[] shape, List<Network> networks) {
        int[] padded = new int[3];
        int[] before = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            padded[axis] = Math.max(shape[axis], patch[axis]);
            before[axis] = (padded[axis] - shape[axis]) / 2;
        }
        int outputs = networks.get(0).spec().outputChannels();
        double[][] sums = new double[outputs][padded[0] * padded[1] * padded[2]];
        double[] weights = new double[sums[0].length];
        float[] importance = gaussian ? ImportanceMap.gaussian(patch) : ImportanceMap.uniform(patch);
        for (int z : TileGrid.starts(padded[0], patch[0], step)) {
            for (int y : TileGrid.starts(padded[1], patch[1], step)) {
                for (int x : TileGrid.starts(padded[2], patch[2], step)) {
                    double[][] tile = tile(channels, shape, before, new int[] {z, y, x}, networks);
                    for (int i = 0; i < importance.length; i++) {
                        int[] at = position(i, patch);
                        int voxel = index(new int[] {z + at[0], y + at[1], x + at[2]}, padded);
                        weights[voxel] += importance[i];
                        for (int output = 0; output < outputs; output++) {
                            sums[output][voxel] += importance[i] * tile[output][i];
                        }
                    }
                }
            }
        }
        double[][] result = new double[outputs][shape[0] * shape[1] * shape[2]];
        for (int i = 0; i < result[0].length; i++) {
            int[] at = position(i, shape);
            int voxel = index(new int[] {at[0] + before[0], at[1] + before[1], at[2] + before[2]}, padded);
            for (int output = 0; output < outputs; output++) {
                result[output][i] = sums[output][voxel] / weights[voxel];
            }
        }
        return result;
    }

    private double[][] tile(List<float[]> channels, int[] shape, int[] before, int[] start, List<Network> networks) {
        int voxels = patch[0] * patch[1] * patch[2];
        int outputs = networks.get(0).spec().outputChannels();
        double[][] mean = new double[outputs][voxels];
        int views = 1 << axes.length;
        for (int view = 0; view < views; view++) {
            float[] input = new float[channels.size() * voxels];
            for (int i = 0; i < input.length; i++) {
                int[] at = mirrored(position(i % voxels, patch), view);
                boolean inside = true;
                int[] source = new int[3];
                for (int axis = 0; axis < 3; axis++) {
                    source[axis] = start[axis] + at[axis] - before[axis];
                    inside &= source[axis] >= 0 && source[axis] < shape[axis];
                }
                input[i] = inside ? channels.get(i / voxels)[index(source, shape)] : 0;
            }
            for (Network network : networks) {
                float[] logits = forward(network, input, channels.size());
                for (int i = 0; i < logits.length; i++) {
                    int target = index(mirrored(position(i % voxels, patch), view), patch);
                    mean[i / voxels][target] += logits[i] / (double) (views * networks.size());
                }
            }
        }
        return mean;
    }

    private float[] forward(Network network, float[] input, int channels) {
        try (Scope scope = Scope.open()) {
            return Tensors.floats(network.forward(Tensors.of(input, 1, channels, patch[0], patch[1], patch[2]), false)
                    .get(0));
        }
    }

    private int[] mirrored(int[] at, int view) {
        int[] result = at.clone();
        for (int i = 0; i < axes.length; i++) {
            if ((view >> i & 1) == 1) {
                result[axes[i]] = patch[axes[i]] - 1 - at[axes[i]];
            }
        }
        return result;
    }

    private static int[] position(int index, int[] shape) {
        return new int[] {index / (shape[1] * shape[2]), index / shape[2] % shape[1], index % shape[2]};
    }

    private static int index(int[] at, int[] shape) {
        return (at[0] * shape[1] + at[1]) * shape[2] + at[2];
    }
}
