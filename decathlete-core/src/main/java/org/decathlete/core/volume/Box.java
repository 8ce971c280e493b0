package org.decathlete.core.volume;

import java.util.Arrays;

/**
 * A box of voxels, half open: {@code start} is inside, {@code end} is not.
 *
 * @param start first voxel (z, y, x)
 * @param end one past the last voxel (z, y, x), not below {@code start}
 */
public record Box(int[] start, int[] end) {

    public Box {
        start = start.clone();
        end = end.clone();
        for (int axis = 0; axis < 3; axis++) {
            if (end[axis] < start[axis]) {
                throw new IllegalArgumentException(
                        "box end " + Arrays.toString(end) + " lies before its start " + Arrays.toString(start));
            }
        }
    }

    /** The box that holds a whole array of this size. */
    public static Box whole(int[] size) {
        return new Box(new int[3], size);
    }

    @Override
    public int[] start() {
        return start.clone();
    }

    @Override
    public int[] end() {
        return end.clone();
    }

    /** Extent along (z, y, x). */
    public int[] size() {
        return new int[] {end[0] - start[0], end[1] - start[1], end[2] - start[2]};
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Box box && Arrays.equals(start, box.start) && Arrays.equals(end, box.end);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(start) + Arrays.hashCode(end);
    }

    @Override
    public String toString() {
        return "Box" + Arrays.toString(start) + ".." + Arrays.toString(end);
    }
}
