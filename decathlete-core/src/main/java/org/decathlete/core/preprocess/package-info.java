/**
 * From a volume as a scanner wrote it to what a network sees, and back.
 *
 * <p>{@link org.decathlete.core.preprocess.Preprocessor} takes a volume through nnU-Net's steps (transpose, crop, normalise,
 * resample) to a {@link org.decathlete.core.preprocess.PreprocessedCase};
 * {@link org.decathlete.core.preprocess.DatasetPreprocessing} does so for every case of a dataset and leaves them in a
 * {@link org.decathlete.core.preprocess.CaseStore}, from which training reads patches.
 * {@link org.decathlete.core.preprocess.Restoration} takes a network's output back to the scanner's grid, slab by slab as a
 * {@link org.decathlete.core.preprocess.LogitsSource} hands it out. What happened to a case on
 * the way in is its {@link org.decathlete.core.preprocess.CaseGeometry}.
 */
@NullMarked
package org.decathlete.core.preprocess;

import org.jspecify.annotations.NullMarked;
