package org.decathlete.core.image;

/**
 * Linear interpolation along one axis as a table: output voxel {@code o} is {@code lowerWeight[o] · in[lower[o]] +
 * upperWeight[o] · in[upper[o]]}.
 *
 * @param lower input voxel at or below the position, per output voxel
 * @param upper the next input voxel; the same as {@code lower} where its weight is 0
 * @param lowerWeight from 0 to 1
 * @param upperWeight {@code 1 - lowerWeight}
 */
public record LinearTaps(int[] lower, int[] upper, double[] lowerWeight, double[] upperWeight) {

    /** Linear interpolation with the edge voxels continued outwards. */
    public static LinearTaps linear(int before, int after) {
        LinearTaps taps = ofLength(after);
        for (int index = 0; index < after; index++) {
            double position = Math.min(Math.max(Coordinates.source(index, before, after), 0), before - 1);
            int lower = (int) Math.floor(position);
            double fraction = position - lower;
            taps.set(index, lower, fraction > 0 ? lower + 1 : lower, fraction);
        }
        return taps;
    }

    /** The nearest voxel, halves upwards, in the same form. */
    public static LinearTaps nearest(int before, int after) {
        LinearTaps taps = ofLength(after);
        int[] nearest = Coordinates.nearest(before, after);
        for (int index = 0; index < after; index++) {
            taps.set(index, nearest[index], nearest[index], 0);
        }
        return taps;
    }

    /** Number of output voxels. */
    public int length() {
        return lower.length;
    }

    /** Whether every output voxel is the input voxel of the same index, of as many. */
    public boolean isIdentity(int before) {
        boolean identity = before == lower.length;
        for (int index = 0; index < lower.length && identity; index++) {
            identity = lower[index] == index && upperWeight[index] == 0;
        }
        return identity;
    }

    private static LinearTaps ofLength(int length) {
        return new LinearTaps(new int[length], new int[length], new double[length], new double[length]);
    }

    private void set(int index, int low, int high, double fraction) {
        lower[index] = low;
        upper[index] = high;
        lowerWeight[index] = 1 - fraction;
        upperWeight[index] = fraction;
    }
}
