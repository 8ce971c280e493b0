package org.decathlete.core.preprocess.restoration;

import org.decathlete.core.image.LinearTaps;
import org.decathlete.core.image.ParallelBlocks;

/**
 * Goes through logits slab by slab and computes every plane of the cropped case as soon as both planes around it are there. The
 * last plane of each slab is copied, for the planes between it and the next slab.
 */
final class RestorationWalk {
    /** Voxels of a block of planes that one thread takes. */
    private static final int BLOCK_VOXELS = 1 << 20;

    private final LogitsSource logits;
    private final LinearTaps[] taps;
    private final int threads;
    private final float[][] carried;
    private int carriedPlane = -1;

    /** What is made of some neighbouring planes of the cropped case; called by several threads. */
    @FunctionalInterface
    interface Blocks {
        /**
         * @param planes the interpolated logits
         * @param first plane of the cropped case
         * @param end one past the last
         */
        void make(InterpolatedPlanes planes, int first, int end);
    }

    /** @param taps along z, y and x, from the logits' grid to the cropped case */
    RestorationWalk(LogitsSource logits, LinearTaps[] taps, int threads) {
        this.logits = logits;
        this.taps = taps;
        this.threads = threads;
        this.carried = new float[logits.classes()][logits.shape()[1] * logits.shape()[2]];
    }

    /** Takes the logits to their end. */
    void run(Blocks blocks) {
        int depth = logits.shape()[0];
        int done = 0;
        for (int seen = 0; seen < depth; ) {
            LogitsSlab slab = logits.next();
            seen = slab.end();
            int end = done;
            while (end < taps[0].length() && taps[0].upper()[end] < seen) {
                end++;
            }
            restore(slab, done, end, blocks);
            if (seen < depth) {
                carry(slab);
            }
            done = end;
        }
    }

    private void restore(LogitsSlab slab, int first, int end, Blocks blocks) {
        int even = (end - first + threads - 1) / threads;
        int planeVoxels = taps[1].length() * taps[2].length();
        int depth = Math.max(1, Math.min(even, BLOCK_VOXELS / planeVoxels));
        InterpolatedPlanes planes =
                new InterpolatedPlanes((z, index) -> input(slab, z, index), logits.classes(), logits.shape(), taps);
        ParallelBlocks.run(threads, (end - first + depth - 1) / depth, block -> {
            int from = first + block * depth;
            blocks.make(planes, from, Math.min(end, from + depth));
        });
    }

    private float[] input(LogitsSlab slab, int z, int index) {
        if (z < slab.first() && z != carriedPlane) {
            throw new IllegalStateException("plane " + z + " is gone, the slab begins at " + slab.first());
        }
        return z < slab.first() ? carried[index] : slab.plane(z, index);
    }

    private void carry(LogitsSlab slab) {
        carriedPlane = slab.end() - 1;
        for (int index = 0; index < carried.length; index++) {
            System.arraycopy(slab.plane(carriedPlane, index), 0, carried[index], 0, carried[index].length);
        }
    }
}
