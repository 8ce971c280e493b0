/**
 * From an image to its segmentation.
 *
 * <p>{@link org.decathlete.nn.infer.Predictor} takes a volume through preprocessing, networks and back, an
 * {@link org.decathlete.nn.infer.Ensemble} through several of them; {@link org.decathlete.nn.infer.FolderPredictor} does so for a
 * folder of files. The networks see the volume in overlapping tiles: {@link org.decathlete.nn.infer.SlidingWindow} weighs them with
 * a Gaussian, averages mirrored views and folds, and hands over each slab of planes as soon as it is done, so that the logits of a
 * large volume never exist at once. On the processor {@link org.decathlete.nn.infer.TileLanes} run passes side by side.
 */
@NullMarked
package org.decathlete.nn.infer;

import org.jspecify.annotations.NullMarked;
