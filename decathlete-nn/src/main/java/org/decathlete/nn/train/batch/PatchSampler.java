package org.decathlete.nn.train.batch;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses where samples lie, as nnU-Net's data loader does: cases evenly and with replacement; the last third of a batch
 * ({@link Oversampling}) is centred on a voxel of a class that is drawn first, so that rare classes are seen; the others lie anywhere.
 */
final class PatchSampler {
    private final List<? extends TrainingCase> cases;
    private final int[] region;
    private final int[] patch;
    private final int batchSize;
    private final Oversampling oversampling;

    /**
     * @param cases at least one
     * @param region size (z, y, x) of what is read, at least the patch
     * @param patch size (z, y, x) of what is left of it
     * @param oversampling which samples of a batch are centred on foreground
     */
    PatchSampler(
            List<? extends TrainingCase> cases, int[] region, int[] patch, int batchSize, Oversampling oversampling) {
        this.cases = cases;
        this.region = region;
        this.patch = patch;
        this.batchSize = batchSize;
        this.oversampling = oversampling;
    }

    PatchLocation sample(int place, SplittableRandom random) {
        boolean forced = oversampling.isCentred(place, batchSize, random);
        int index = random.nextInt(cases.size());
        TrainingCase source = cases.get(index);
        int[] low = new int[3];
        int[] high = new int[3];
        bounds(source.shape(), low, high);
        int[] centre = forced ? foregroundVoxel(source, random) : annotatedVoxel(source, random);
        int[] start = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = centre.length == 0
                    ? random.nextInt(low[axis], high[axis] + 1)
                    : Math.max(low[axis], centre[axis] - region[axis] / 2);
        }
        return new PatchLocation(index, start);
    }

    private void bounds(int[] shape, int[] low, int[] high) {
        for (int axis = 0; axis < 3; axis++) {
            int need = region[axis] - patch[axis];
            if (need + shape[axis] < region[axis]) {
                need = region[axis] - shape[axis];
            }
            low[axis] = Math.floorDiv(-need, 2);
            high[axis] = shape[axis] + need / 2 + need % 2 - region[axis];
        }
    }

    /** A voxel of a class drawn evenly from those that the case has; empty where it has none. */
    private static int[] foregroundVoxel(TrainingCase source, SplittableRandom random) {
        int present = 0;
        for (int c = 0; c < source.classes(); c++) {
            present += source.voxelCount(c) > 0 ? 1 : 0;
        }
        if (present == 0) {
            return annotatedVoxel(source, random);
        }
        int chosen = random.nextInt(present);
        for (int c = 0; c < source.classes(); c++) {
            int count = source.voxelCount(c);
            if (count > 0 && chosen-- == 0) {
                return source.voxel(c, random.nextInt(count));
            }
        }
        throw new IllegalStateException("class " + chosen + " of " + present + " is not there");
    }

    /** With an ignore label, a sample lies about an annotated voxel, or there would be nothing to learn in most. */
    private static int[] annotatedVoxel(TrainingCase source, SplittableRandom random) {
        int count = source.annotatedCount();
        return count > 0 ? source.annotated(random.nextInt(count)) : new int[0];
    }
}
