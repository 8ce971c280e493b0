package org.decathlete.nn.train;

import java.util.Arrays;
import org.decathlete.core.preprocess.StoredCase;
import org.decathlete.core.volume.Box;

/**
 * A case of the preprocessed store. Thread-safe as the store is.
 *
 * @param stored the case
 * @param shape its extent (z, y, x)
 */
record StoredTrainingCase(StoredCase stored, int[] shape) implements TrainingCase {

    StoredTrainingCase(StoredCase stored) {
        this(stored, stored.shape());
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
