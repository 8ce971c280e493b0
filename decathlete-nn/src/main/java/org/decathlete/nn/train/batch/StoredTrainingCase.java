package org.decathlete.nn.train.batch;

import java.util.Arrays;
import java.util.List;
import org.decathlete.core.preprocess.store.StoredCase;
import org.decathlete.core.preprocess.store.StoredSegmentation;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Box;
import org.jspecify.annotations.Nullable;

/**
 * A case of the preprocessed store. Thread-safe as the store is.
 *
 * @param stored the case
 * @param shape its extent (z, y, x)
 * @param previousLabels labels that the previous stage can have found; none without one
 * @param previous what it has found, on the case's grid; null without one
 */
record StoredTrainingCase(
        StoredCase stored,
        int[] shape,
        List<Integer> previousLabels,
        @Nullable StoredSegmentation previous) implements TrainingCase {

    StoredTrainingCase(StoredCase stored) {
        this(stored, stored.shape(), List.of(), null);
    }

    /** @throws DecathleteException of kind DATA when the segmentation lies on another grid */
    static StoredTrainingCase refined(StoredCase stored, List<Integer> previousLabels, StoredSegmentation previous) {
        if (!Arrays.equals(stored.shape(), previous.shape())) {
            throw DecathleteException.data("case " + stored.id() + " has " + Arrays.toString(stored.shape())
                    + " voxels, what the previous stage says about it " + Arrays.toString(previous.shape())
                    + "; delete the latter and run the training again");
        }
        return new StoredTrainingCase(stored, stored.shape(), previousLabels, previous);
    }

    @Override
    public String id() {
        return stored.id();
    }

    @Override
    public int channels() {
        return stored.channels();
    }

    @Override
    public int classes() {
        return stored.locations().voxels().size();
    }

    @Override
    public int voxelCount(int foregroundClass) {
        return stored.locations().voxels().get(foregroundClass).length;
    }

    @Override
    public int[] voxel(int foregroundClass, int index) {
        return place(stored.locations().voxels().get(foregroundClass)[index]);
    }

    @Override
    public int annotatedCount() {
        return stored.locations().annotated().length;
    }

    @Override
    public int[] annotated(int index) {
        return place(stored.locations().annotated()[index]);
    }

    @Override
    public void readImage(int channel, int[] start, int[] size, float[] destination) {
        Box box = box(start, size);
        if (sticksOut(box)) {
            Arrays.fill(destination, 0, size[0] * size[1] * size[2], 0f);
        }
        stored.readData(channel, box, destination);
    }

    @Override
    public void readLabels(int[] start, int[] size, short[] destination) {
        Box box = box(start, size);
        if (sticksOut(box)) {
            Arrays.fill(destination, 0, size[0] * size[1] * size[2], (short) -1);
        }
        stored.readLabels(box, destination);
    }

    @Override
    public void readPrevious(int[] start, int[] size, short[] destination) {
        if (previous == null) {
            throw new IllegalStateException("case " + id() + " has no previous stage");
        }
        Box box = box(start, size);
        if (sticksOut(box)) {
            Arrays.fill(destination, 0, size[0] * size[1] * size[2], (short) -1);
        }
        previous.read(box, destination);
    }

    private boolean sticksOut(Box box) {
        for (int axis = 0; axis < 3; axis++) {
            if (box.start()[axis] < 0 || box.end()[axis] > shape[axis]) {
                return true;
            }
        }
        return false;
    }

    private int[] place(int index) {
        return new int[] {index / (shape[1] * shape[2]), index / shape[2] % shape[1], index % shape[2]};
    }

    private static Box box(int[] start, int[] size) {
        return new Box(start, new int[] {start[0] + size[0], start[1] + size[1], start[2] + size[2]});
    }
}
