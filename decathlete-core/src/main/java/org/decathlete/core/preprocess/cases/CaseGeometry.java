package org.decathlete.core.preprocess.cases;

import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;

/**
 * What happened to a case's voxels on the way to the network, so that a prediction finds the way back. Everything but
 * {@code original} follows the transposed axes.
 *
 * @param original the grid of the file
 * @param shapeBeforeCrop voxels per axis
 * @param crop the box that was kept
 * @param shapeAfterCrop voxels per axis of that box
 * @param originalSpacingTransposed mm per axis before resampling
 */
public record CaseGeometry(
        Grid original, int[] shapeBeforeCrop, Box crop, int[] shapeAfterCrop, double[] originalSpacingTransposed) {

    /** Target spacing in mm along the three transposed axes; a 2D configuration keeps the case's own along the first. */
    public double[] targetSpacing(double[] configured) {
        return configured.length == 3
                ? configured.clone()
                : new double[] {originalSpacingTransposed[0], configured[0], configured[1]};
    }
}
