package org.decathlete.core.metrics;

import org.decathlete.core.image.BitVolume;
import org.decathlete.core.volume.Box;

/**
 * A prediction's and a reference's mask of one class, cropped to the box that holds both; outside it is background, also where
 * the image ends. Distances between the surfaces do not depend on the crop.
 */
public final class MaskPair {
    private final Mask prediction;
    private final Mask reference;

    private MaskPair(Mask prediction, Mask reference) {
        this.prediction = prediction;
        this.reference = reference;
    }

    /** Whether a voxel belongs to a mask. */
    @FunctionalInterface
    public interface Membership {
        /** Whether the voxel at this index of the whole image, {@code [z][y][x]}, is inside. */
        boolean contains(int voxel);
    }

    /**
     * Cuts two masks out of an image.
     *
     * @param size of the image (z, y, x); with z = 1 the masks are planar and their surfaces contours
     * @param spacing (z, y, x) in mm
     * @param box what to cut out: must hold every voxel of both masks
     * @param prediction voxels of the prediction
     * @param reference voxels of the reference
     */
    public static MaskPair of(int[] size, double[] spacing, Box box, Membership prediction, Membership reference) {
        return new MaskPair(cut(size, spacing, box, prediction), cut(size, spacing, box, reference));
    }

    Mask prediction() {
        return prediction;
    }

    Mask reference() {
        return reference;
    }

    /**
     * Distances between the edge voxels of the masks: those with a neighbour outside among the 6 (planar: 4) that share a face.
     * Every edge voxel has the weight 1.
     */
    public SurfaceDistances edgeVoxelDistances() {
        return SurfaceDistances.between(Surface.edgeVoxels(prediction), Surface.edgeVoxels(reference));
    }

    /** Distances between the surface elements of the masks, weighted by their area in mm² (planar: length in mm). */
    public SurfaceDistances surfelDistances() {
        return SurfaceDistances.between(Surface.surfels(prediction), Surface.surfels(reference));
    }

    private static Mask cut(int[] size, double[] spacing, Box box, Membership membership) {
        boolean planar = size[0] == 1;
        int[] start = box.start();
        int[] end = box.end();
        int[] extent = box.size();
        int[] padded = {planar ? 1 : extent[0] + 2, extent[1] + 2, extent[2] + 2};
        BitVolume inside = new BitVolume(padded);
        for (int z = start[0]; z < end[0]; z++) {
            for (int y = start[1]; y < end[1]; y++) {
                int source = (z * size[1] + y) * size[2] + start[2] - 1;
                int plane = planar ? 0 : z - start[0] + 1;
                int row = plane * padded[1] + y - start[1] + 1;
                for (int x = 1; x <= extent[2]; x++) {
                    if (membership.contains(source + x)) {
                        inside.set(row, x);
                    }
                }
            }
        }
        return new Mask(inside, spacing.clone(), planar);
    }
}
