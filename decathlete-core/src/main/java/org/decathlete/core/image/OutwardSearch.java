package org.decathlete.core.image;

/**
 * Looks for the point nearest to one voxel after the other: through the rows around it outwards, until no row can be nearer. The
 * point found for the last voxel bounds the distance of the next.
 */
final class OutwardSearch {
    private final BitVolume points;
    private final double[] squaredZ;
    private final double[] squaredY;
    private final double[] squaredX;
    private final int depth;
    private final int height;
    private final int width;
    private final double spacingX;
    private final RowOffsets offsets;
    /** Points that are nearer than this, squared, {@link #searchNear} finds. */
    private final double nearLimit;

    /** A look into the distance takes as long as so many nearby. */
    private static final int FAR = 8;

    private long looked;
    private double best;

    private boolean found;
    private int foundZ;
    private int foundY;
    private int foundX;
    private int z;
    private int y;
    private int x;

    /**
     * A search among some points.
     *
     * @param squaredZ squared distance of k steps along z; one per plane
     * @param squaredY the same along y, one per row
     * @param squaredX the same along x, one per voxel of a row
     */
    OutwardSearch(BitVolume points, double[] squaredZ, double[] squaredY, double[] squaredX) {
        this.points = points;
        this.squaredZ = squaredZ;
        this.squaredY = squaredY;
        this.squaredX = squaredX;
        depth = squaredZ.length;
        height = squaredY.length;
        width = squaredX.length;
        spacingX = width > 1 ? Math.sqrt(squaredX[1]) : 1;
        offsets = RowOffsets.of(squaredZ, squaredY);
        double beyondWindow = BitVolume.WINDOW + 1 < width ? squaredX[BitVolume.WINDOW + 1] : Double.POSITIVE_INFINITY;
        nearLimit = Math.min(offsets.limit(), beyondWindow);
    }

    /** Looks so far, each at the rows on all four sides; those into the distance count for as many as they cost. */
    long looked() {
        return looked;
    }

    /**
     * Squared distance of a voxel to the nearest point, infinite where there is none.
     *
     * @param voxel {@code (z · height + y) · width + x}
     */
    double nearest(int voxel) {
        int row = voxel / width;
        z = row / height;
        y = row - z * height;
        x = voxel - row * width;
        best = found ? squared(z - foundZ, y - foundY, x - foundX) : Double.POSITIVE_INFINITY;
        searchNear();
        if (best > nearLimit) {
            searchFar();
        }
        return best;
    }

    /** Looks at the rows on all four sides in one go: nearly all hold nothing within reach. */
    private void searchNear() {
        double[] squared = offsets.squared();
        int[] alongZ = offsets.z();
        int[] alongY = offsets.y();
        long[] words = points.words();
        int middle = points.window(z * height + y, x);
        int plane = height * points.stride();
        int row = points.stride();
        int reach = Math.min(BitVolume.WINDOW, width - 1);
        int i = 0;
        for (; i < squared.length && squared[i] < best; i++) {
            while (squared[i] + squaredX[reach] >= best) {
                reach--;
            }
            // Where the lattice ends, a row that was seen before stands for the one that is not there.
            int below = z >= alongZ[i] ? middle - alongZ[i] * plane : middle;
            int above = z + alongZ[i] < depth ? middle + alongZ[i] * plane : middle;
            int before = y >= alongY[i] ? alongY[i] * row : 0;
            int behind = y + alongY[i] < height ? alongY[i] * row : 0;
            long first = words[below - before] | words[below + behind] | words[above - before] | words[above + behind];
            long second = words[below - before + 1]
                    | words[below + behind + 1]
                    | words[above - before + 1]
                    | words[above + behind + 1];
            if ((BitVolume.window(first, second, x) & BitVolume.within(reach)) != 0) {
                searchRows(alongZ[i], alongY[i], squared[i]);
            }
        }
        looked += i;
    }

    private void searchFar() {
        for (int k = 0; k < depth && squaredZ[k] < best; k++) {
            int j = 0;
            for (; j < height && squaredZ[k] + squaredY[j] < best; j++) {
                searchRows(k, j, squaredZ[k] + squaredY[j]);
            }
            looked += (long) FAR * j;
        }
    }

    /** The rows some steps away on all four sides. */
    private void searchRows(int alongZ, int alongY, double squared) {
        for (int otherZ = z - alongZ; otherZ <= z + alongZ; otherZ += Math.max(1, 2 * alongZ)) {
            for (int otherY = y - alongY; otherY <= y + alongY; otherY += Math.max(1, 2 * alongY)) {
                if (otherZ >= 0 && otherZ < depth && otherY >= 0 && otherY < height) {
                    searchRow(otherZ, otherY, squared);
                }
            }
        }
    }

    private void searchRow(int otherZ, int otherY, double alongBoth) {
        int widest = Math.min(width - 1, (int) Math.min(width, Math.sqrt(best - alongBoth) / spacingX + 1));
        int nearest = points.nearest(otherZ * height + otherY, x, widest);
        if (nearest >= 0 && alongBoth + squaredX[Math.abs(nearest - x)] < best) {
            best = alongBoth + squaredX[Math.abs(nearest - x)];
            found = true;
            foundZ = otherZ;
            foundY = otherY;
            foundX = nearest;
        }
    }

    private double squared(int z, int y, int x) {
        return squaredZ[Math.abs(z)] + squaredY[Math.abs(y)] + squaredX[Math.abs(x)];
    }
}
