package org.decathlete.core.image;

/** How many voxels an image has after its spacing changed (nnU-Net's rule). */
public final class ResampledShape {

    private ResampledShape() {}

    /**
     * {@code round(spacing / newSpacing * shape)} per axis, half to even, at least 1.
     *
     * @param shape voxels per axis
     * @param spacing mm per axis, as the image is
     * @param newSpacing mm per axis, as it is to be
     */
    public static int[] of(int[] shape, double[] spacing, double[] newSpacing) {
        int[] result = new int[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            result[axis] = Math.max(1, (int) Math.rint(spacing[axis] / newSpacing[axis] * shape[axis]));
        }
        return result;
    }
}
