package org.decathlete.nn.augment.patch;

import java.util.SplittableRandom;

/** A case in plain arrays, read voxel by voxel. */
public record ArrayReader(int[] shape, float[][] images, short[] labels) implements PatchReader {

    /** Random voxels with labels 0 to 2 in lumps. */
    public static ArrayReader random(int[] shape, int channels, SplittableRandom random) {
        int voxels = shape[0] * shape[1] * shape[2];
        float[][] images = new float[channels][voxels];
        for (float[] image : images) {
            for (int i = 0; i < voxels; i++) {
                image[i] = (float) random.nextGaussian();
            }
        }
        short[] labels = new short[voxels];
        for (int i = 0; i < voxels; i++) {
            labels[i] = (short) (random.nextInt(4) > 0 && i > 0 ? labels[i - 1] : random.nextInt(3));
        }
        return new ArrayReader(shape, images, labels);
    }

    @Override
    public int channels() {
        return images.length;
    }

    /** A voxel of an image channel; 0 outside the case. */
    public float image(int channel, int z, int y, int x) {
        return contains(z, y, x) ? images[channel][index(z, y, x)] : 0;
    }

    /** The label of a voxel; -1 outside the case. */
    public short label(int z, int y, int x) {
        return contains(z, y, x) ? labels[index(z, y, x)] : -1;
    }

    private boolean contains(int z, int y, int x) {
        return z >= 0 && y >= 0 && x >= 0 && z < shape[0] && y < shape[1] && x < shape[2];
    }

    private int index(int z, int y, int x) {
        return (z * shape[1] + y) * shape[2] + x;
    }

    @Override
    public void readImage(int channel, int[] start, int[] size, float[] destination) {
        int next = 0;
        for (int z = 0; z < size[0]; z++) {
            for (int y = 0; y < size[1]; y++) {
                for (int x = 0; x < size[2]; x++) {
                    destination[next++] = image(channel, start[0] + z, start[1] + y, start[2] + x);
                }
            }
        }
    }

    @Override
    public void readLabels(int[] start, int[] size, short[] destination) {
        int next = 0;
        for (int z = 0; z < size[0]; z++) {
            for (int y = 0; y < size[1]; y++) {
                for (int x = 0; x < size[2]; x++) {
                    destination[next++] = label(start[0] + z, start[1] + y, start[2] + x);
                }
            }
        }
    }
}
