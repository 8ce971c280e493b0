/**
 * From an image to its segmentation.
 *
 * <p>{@link org.decathlete.nn.infer.Predictor} takes a volume through preprocessing, networks and back;
 * {@link org.decathlete.nn.infer.FolderPredictor} does so for a folder of files. The networks see the volume in overlapping
 * tiles: {@link org.decathlete.nn.infer.SlidingWindow} weighs them with a Gaussian and averages mirrored views and folds.
 */
@NullMarked
package org.decathlete.nn.infer;

import org.jspecify.annotations.NullMarked;
