package org.decathlete.nn.train.batch;

import java.util.ArrayList;
import java.util.List;

/** A case in plain arrays with one channel. */
class ArrayCase implements TrainingCase {
    private final String id;
    private final int[] shape;
    private final float[] image;
    private final short[] labels;
    private final List<List<int[]>> voxels = new ArrayList<>();

    ArrayCase(String id, int[] shape, float[] image, short[] labels, int classes) {
        this.id = id;
        this.shape = shape;
        this.image = image;
        this.labels = labels;
        for (int c = 1; c <= classes; c++) {
            List<int[]> places = new ArrayList<>();
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == c) {
                    places.add(new int[] {i / (shape[1] * shape[2]), i / shape[2] % shape[1], i % shape[2]});
                }
            }
            voxels.add(places);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int[] shape() {
        return shape;
    }

    @Override
    public int classes() {
        return voxels.size();
    }

    @Override
    public int voxelCount(int foregroundClass) {
        return voxels.get(foregroundClass).size();
    }

    @Override
    public int[] voxel(int foregroundClass, int index) {
        return voxels.get(foregroundClass).get(index);
    }

    @Override
    public int annotatedCount() {
        return 0;
    }

    @Override
    public int[] annotated(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public void readImage(int channel, int[] start, int[] size, float[] destination) {
        int next = 0;
        for (int z = start[0]; z < start[0] + size[0]; z++) {
            for (int y = start[1]; y < start[1] + size[1]; y++) {
                for (int x = start[2]; x < start[2] + size[2]; x++) {
                    destination[next++] = contains(z, y, x) ? image[(z * shape[1] + y) * shape[2] + x] : 0;
                }
            }
        }
    }

    @Override
    public void readLabels(int[] start, int[] size, short[] destination) {
        int next = 0;
        for (int z = start[0]; z < start[0] + size[0]; z++) {
            for (int y = start[1]; y < start[1] + size[1]; y++) {
                for (int x = start[2]; x < start[2] + size[2]; x++) {
                    destination[next++] = contains(z, y, x) ? labels[(z * shape[1] + y) * shape[2] + x] : -1;
                }
            }
        }
    }

    private boolean contains(int z, int y, int x) {
        return z >= 0 && y >= 0 && x >= 0 && z < shape[0] && y < shape[1] && x < shape[2];
    }
}
