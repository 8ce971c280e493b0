package org.decathlete.nn.augment.spatial;

import java.util.Arrays;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.augment.patch.PatchReader;

/**
 * Samples a patch from an enlarged patch by an affine map: image trilinear with zeros outside, labels by linear interpolation of
 * their one-hot maps and the largest of them, -1 outside (PyTorch's {@code grid_sample} with {@code align_corners=False}).
 * Not thread-safe.
 */
final class AffineSampling {
    /** Keeps rounding from reaching past the border. */
    static final double MARGIN = 1e-9;

    private final SourceRegion region = new SourceRegion();
    private final RowRange touching = new RowRange();
    private final RowRange inside = new RowRange();
    private final LabelVote vote = new LabelVote();
    private final double[] point = new double[3];
    private final double[] step = new double[3];

    /**
     * Fills {@code patch}: its voxel i takes the enlarged patch's point {@code c' + matrix · (i − c)}, where c and c' are the
     * centres of both.
     *
     * @param reader the case
     * @param start where the enlarged patch begins in the case
     * @param enlarged its extent
     * @param matrix 3×3, row-major, in voxels (z, y, x)
     */
    void sample(PatchReader reader, int[] start, int[] enlarged, double[] matrix, Patch patch) {
        int[] size = patch.size();
        double[] centre = new double[3];
        double[] reach = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            centre[axis] = (enlarged[axis] - 1) / 2.0;
            for (int other = 0; other < 3; other++) {
                reach[axis] += Math.abs(matrix[axis * 3 + other]) * (size[other] - 1) / 2.0;
            }
            step[axis] = matrix[axis * 3 + 2];
        }
        region.read(reader, start, enlarged, centre, reach, false);
        for (int z = 0; z < size[0]; z++) {
            for (int y = 0; y < size[1]; y++) {
                double dz = z - (size[0] - 1) / 2.0;
                double dy = y - (size[1] - 1) / 2.0;
                double dx = -(size[2] - 1) / 2.0;
                for (int axis = 0; axis < 3; axis++) {
                    point[axis] = centre[axis]
                            + matrix[axis * 3] * dz
                            + matrix[axis * 3 + 1] * dy
                            + matrix[axis * 3 + 2] * dx;
                }
                row(enlarged, patch, (z * size[1] + y) * size[2], size[2]);
            }
        }
    }

    private void row(int[] enlarged, Patch patch, int offset, int length) {
        touching.reset(length);
        inside.reset(length);
        for (int axis = 0; axis < 3; axis++) {
            touching.clip(point[axis], step[axis], -1 + MARGIN, enlarged[axis] - MARGIN);
            inside.clip(point[axis], step[axis], -0.5, enlarged[axis] - 0.5);
        }
        for (int channel = 0; channel < patch.channels().length; channel++) {
            image(region.image(channel), patch.channels()[channel], offset, length);
        }
        labels(region.labels(), patch.labels(), offset, length);
        if (patch.previous().labels().length > 0) {
            labels(region.previous(), patch.previous().labels(), offset, length);
        }
    }

    private void image(float[] source, float[] target, int offset, int length) {
        int ny = region.size(1);
        int nx = region.size(2);
        int plane = ny * nx;
        double z0 = point[0] - region.low(0);
        double y0 = point[1] - region.low(1);
        double x0 = point[2] - region.low(2);
        Arrays.fill(target, offset, offset + touching.first(), 0f);
        Arrays.fill(target, offset + touching.end(), offset + length, 0f);
        for (int i = touching.first(); i < touching.end(); i++) {
            double z = z0 + i * step[0];
            double y = y0 + i * step[1];
            double x = x0 + i * step[2];
            int iz = (int) z;
            int iy = (int) y;
            int ix = (int) x;
            float fz = (float) (z - iz);
            float fy = (float) (y - iy);
            float fx = (float) (x - ix);
            int near = (iz * ny + iy) * nx + ix;
            int far = near + plane;
            float a = source[near] + fx * (source[near + 1] - source[near]);
            float b = source[near + nx] + fx * (source[near + nx + 1] - source[near + nx]);
            float c = source[far] + fx * (source[far + 1] - source[far]);
            float d = source[far + nx] + fx * (source[far + nx + 1] - source[far + nx]);
            float ab = a + fy * (b - a);
            float cd = c + fy * (d - c);
            target[offset + i] = ab + fz * (cd - ab);
        }
    }

    private void labels(short[] source, short[] target, int offset, int length) {
        int ny = region.size(1);
        int nx = region.size(2);
        int plane = ny * nx;
        double z0 = point[0] - region.low(0);
        double y0 = point[1] - region.low(1);
        double x0 = point[2] - region.low(2);
        Arrays.fill(target, offset, offset + inside.first(), (short) -1);
        Arrays.fill(target, offset + inside.end(), offset + length, (short) -1);
        for (int i = inside.first(); i < inside.end(); i++) {
            double z = z0 + i * step[0];
            double y = y0 + i * step[1];
            double x = x0 + i * step[2];
            int iz = (int) z;
            int iy = (int) y;
            int ix = (int) x;
            int near = (iz * ny + iy) * nx + ix;
            int far = near + plane;
            short label = source[near];
            boolean same = label == source[near + 1]
                    && label == source[near + nx]
                    && label == source[near + nx + 1]
                    && label == source[far]
                    && label == source[far + 1]
                    && label == source[far + nx]
                    && label == source[far + nx + 1];
            target[offset + i] = same ? label : voted(source, near, far, nx, z, y, x);
        }
    }

    private short voted(short[] source, int near, int far, int nx, double z, double y, double x) {
        float fz = fraction(z);
        float fy = fraction(y);
        float fx = fraction(x);
        vote.reset();
        vote.add(source[near], (1 - fz) * (1 - fy) * (1 - fx));
        vote.add(source[near + 1], (1 - fz) * (1 - fy) * fx);
        vote.add(source[near + nx], (1 - fz) * fy * (1 - fx));
        vote.add(source[near + nx + 1], (1 - fz) * fy * fx);
        vote.add(source[far], fz * (1 - fy) * (1 - fx));
        vote.add(source[far + 1], fz * (1 - fy) * fx);
        vote.add(source[far + nx], fz * fy * (1 - fx));
        vote.add(source[far + nx + 1], fz * fy * fx);
        return vote.winner();
    }

    /** Part after the point of a number that is not negative. */
    static float fraction(double position) {
        int whole = (int) position;
        return (float) (position - whole);
    }
}
