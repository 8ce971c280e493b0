package org.decathlete.core.preprocess.cases;

import java.util.Arrays;
import org.decathlete.core.volume.Box;

/**
 * An order of axes: axis {@code forward[k]} of the file becomes axis k.
 *
 * @param forward each of 0, 1, 2 once
 */
public record Transposition(int[] forward) {

    /** Whether every axis stays where it is. */
    public boolean isIdentity() {
        return Arrays.equals(forward, new int[] {0, 1, 2});
    }

    /** A number per axis in the new order. */
    public int[] of(int[] perAxis) {
        return new int[] {perAxis[forward[0]], perAxis[forward[1]], perAxis[forward[2]]};
    }

    /** A number per axis in the new order. */
    public double[] of(double[] perAxis) {
        return new double[] {perAxis[forward[0]], perAxis[forward[1]], perAxis[forward[2]]};
    }

    /** A box in the new order of axes. */
    public Box of(Box box) {
        return new Box(of(box.start()), of(box.end()));
    }

    /** Distance in a file-ordered array of this size between neighbours along each transposed axis. */
    public int[] strides(int[] size) {
        return of(new int[] {size[1] * size[2], size[2], 1});
    }

    /**
     * The array in the new order of axes; the array itself where that is the old one.
     *
     * @param values {@code [z][y][x]} in the old order
     * @param size along the axes in the old order
     */
    public float[] of(float[] values, int[] size) {
        if (isIdentity()) {
            return values;
        }
        float[] result = new float[values.length];
        forEachRow(size, (from, step, to, length) -> {
            for (int x = 0; x < length; x++) {
                result[to + x] = values[from + x * step];
            }
        });
        return result;
    }

    /**
     * The label map in the new order of axes; the map itself where that is the old one.
     *
     * @param values {@code [z][y][x]} in the old order
     * @param size along the axes in the old order
     */
    public short[] of(short[] values, int[] size) {
        if (isIdentity()) {
            return values;
        }
        short[] result = new short[values.length];
        forEachRow(size, (from, step, to, length) -> {
            for (int x = 0; x < length; x++) {
                result[to + x] = values[from + x * step];
            }
        });
        return result;
    }

    private interface RowCopy {
        void copy(int from, int step, int to, int length);
    }

    private void forEachRow(int[] size, RowCopy row) {
        int[] extent = of(size);
        int[] stride = strides(size);
        for (int z = 0; z < extent[0]; z++) {
            for (int y = 0; y < extent[1]; y++) {
                row.copy(z * stride[0] + y * stride[1], stride[2], (z * extent[1] + y) * extent[2], extent[2]);
            }
        }
    }
}
