package org.decathlete.core.preprocess.probabilities;

import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.Transposition;

/** Where the voxels of the cropped, transposed case lie in the file's array. */
public final class Placement {
    private final int[] stride;
    private final int origin;
    private final int height;
    private final int width;

    /**
     * Where a case lies.
     *
     * @param geometry of the case, from its preprocessing
     * @param transposition from the file's axes to those of the preprocessed case
     */
    public Placement(CaseGeometry geometry, Transposition transposition) {
        stride = transposition.strides(geometry.original().size());
        int[] start = geometry.crop().start();
        origin = start[0] * stride[0] + start[1] * stride[1] + start[2] * stride[2];
        height = geometry.shapeAfterCrop()[1];
        width = geometry.shapeAfterCrop()[2];
    }

    /**
     * Puts plane {@code z} of the cropped case, {@code [y][x]}, into the file's array.
     *
     * @param at place of the plane's first voxel in {@code plane}
     */
    public void put(short[] plane, int at, int z, short[] target) {
        for (int y = 0; y < height; y++) {
            int to = origin + z * stride[0] + y * stride[1];
            for (int x = 0; x < width; x++) {
                target[to + x * stride[2]] = plane[at + y * width + x];
            }
        }
    }

    /** Puts plane {@code z} of the cropped case, {@code [y][x]}, into the file's array. */
    void put(float[] plane, int at, int z, float[] target) {
        for (int y = 0; y < height; y++) {
            int to = origin + z * stride[0] + y * stride[1];
            for (int x = 0; x < width; x++) {
                target[to + x * stride[2]] = plane[at + y * width + x];
            }
        }
    }
}
