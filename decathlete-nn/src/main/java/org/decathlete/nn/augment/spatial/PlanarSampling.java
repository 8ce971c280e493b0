package org.decathlete.nn.augment.spatial;

import java.util.Arrays;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.augment.patch.PatchReader;

/**
 * {@link AffineSampling} within the planes of the last two axes: 2D patches, and patches of nnU-Net's dummy-2D augmentation, whose
 * slices are turned alike and not mixed. Not thread-safe.
 */
final class PlanarSampling {
    private static final double MARGIN = AffineSampling.MARGIN;

    private final SourceRegion region = new SourceRegion();
    private final RowRange touching = new RowRange();
    private final RowRange inside = new RowRange();
    private final LabelVote vote = new LabelVote();

    /**
     * Fills {@code patch} as {@link AffineSampling#sample} does.
     *
     * @param enlarged extent of the enlarged patch, with the patch's own z
     * @param matrix 2×2, row-major, in voxels (y, x)
     */
    void sample(PatchReader reader, int[] start, int[] enlarged, double[] matrix, Patch patch) {
        int[] size = patch.size();
        double halfY = (size[1] - 1) / 2.0;
        double halfX = (size[2] - 1) / 2.0;
        double[] centre = {0, (enlarged[1] - 1) / 2.0, (enlarged[2] - 1) / 2.0};
        double[] reach = {
            0,
            Math.abs(matrix[0]) * halfY + Math.abs(matrix[1]) * halfX,
            Math.abs(matrix[2]) * halfY + Math.abs(matrix[3]) * halfX
        };
        region.read(reader, start, enlarged, centre, reach, true);
        for (int y = 0; y < size[1]; y++) {
            double py = centre[1] + matrix[0] * (y - halfY) - matrix[1] * halfX;
            double px = centre[2] + matrix[2] * (y - halfY) - matrix[3] * halfX;
            range(touching, size[2], py, px, matrix, -1 + MARGIN, enlarged[1] - MARGIN, enlarged[2] - MARGIN);
            range(inside, size[2], py, px, matrix, -0.5, enlarged[1] - 0.5, enlarged[2] - 0.5);
            for (int z = 0; z < size[0]; z++) {
                int offset = (z * size[1] + y) * size[2];
                int plane = z * region.size(1) * region.size(2);
                row(patch, offset, plane, py - region.low(1), px - region.low(2), matrix[1], matrix[3]);
            }
        }
    }

    private static void range(
            RowRange range, int count, double y, double x, double[] matrix, double low, double highY, double highX) {
        range.reset(count);
        range.clip(y, matrix[1], low, highY);
        range.clip(x, matrix[3], low, highX);
    }

    private void row(Patch patch, int offset, int plane, double y, double x, double stepY, double stepX) {
        int length = patch.size()[2];
        for (int channel = 0; channel < patch.channels().length; channel++) {
            float[] target = patch.channels()[channel];
            Arrays.fill(target, offset, offset + touching.first(), 0f);
            Arrays.fill(target, offset + touching.end(), offset + length, 0f);
            image(region.image(channel), target, offset, plane, y, x, stepY, stepX);
        }
        labels(region.labels(), patch.labels(), offset, length, plane, y, x, stepY, stepX);
        if (patch.previous().labels().length > 0) {
            labels(region.previous(), patch.previous().labels(), offset, length, plane, y, x, stepY, stepX);
        }
    }

    private void image(
            float[] source, float[] target, int offset, int plane, double y0, double x0, double stepY, double stepX) {
        int nx = region.size(2);
        for (int i = touching.first(); i < touching.end(); i++) {
            double y = y0 + i * stepY;
            double x = x0 + i * stepX;
            int iy = (int) y;
            int ix = (int) x;
            float fy = (float) (y - iy);
            float fx = (float) (x - ix);
            int near = plane + iy * nx + ix;
            float a = source[near] + fx * (source[near + 1] - source[near]);
            float b = source[near + nx] + fx * (source[near + nx + 1] - source[near + nx]);
            target[offset + i] = a + fy * (b - a);
        }
    }

    private void labels(
            short[] source,
            short[] target,
            int offset,
            int length,
            int plane,
            double y0,
            double x0,
            double stepY,
            double stepX) {
        Arrays.fill(target, offset, offset + inside.first(), (short) -1);
        Arrays.fill(target, offset + inside.end(), offset + length, (short) -1);
        int nx = region.size(2);
        for (int i = inside.first(); i < inside.end(); i++) {
            double y = y0 + i * stepY;
            double x = x0 + i * stepX;
            int iy = (int) y;
            int ix = (int) x;
            int near = plane + iy * nx + ix;
            short label = source[near];
            boolean same = label == source[near + 1] && label == source[near + nx] && label == source[near + nx + 1];
            target[offset + i] = same ? label : voted(source, near, nx, y, x);
        }
    }

    private short voted(short[] source, int near, int nx, double y, double x) {
        float fy = AffineSampling.fraction(y);
        float fx = AffineSampling.fraction(x);
        vote.reset();
        vote.add(source[near], (1 - fy) * (1 - fx));
        vote.add(source[near + 1], (1 - fy) * fx);
        vote.add(source[near + nx], fy * (1 - fx));
        vote.add(source[near + nx + 1], fy * fx);
        return vote.winner();
    }
}
