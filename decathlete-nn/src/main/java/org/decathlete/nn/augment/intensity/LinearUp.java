package org.decathlete.nn.augment.intensity;

/**
 * Linear interpolation along an axis to more voxels; points beyond the outer voxels take their value.
 *
 * @param lower for each new voxel one old one
 * @param upper the other
 * @param fraction share of the other
 */
public record LinearUp(int[] lower, int[] upper, float[] fraction) {

    /**
     * From {@code count} voxels to {@code length}.
     *
     * @param count at least 1
     * @param length at least 1
     */
    public static LinearUp of(int count, int length) {
        int[] lower = new int[length];
        int[] upper = new int[length];
        float[] fraction = new float[length];
        for (int i = 0; i < length; i++) {
            double position = Math.max(0, (i + 0.5) * count / length - 0.5);
            lower[i] = Math.min(count - 1, (int) position);
            upper[i] = Math.min(count - 1, lower[i] + 1);
            fraction[i] = (float) (position - lower[i]);
        }
        return new LinearUp(lower, upper, fraction);
    }
}
