/**
 * From a volume as a scanner wrote it to what a network sees.
 *
 * <p>{@link org.decathlete.core.preprocess.Preprocessor} takes a volume through nnU-Net's steps (transpose, crop, normalise,
 * resample) to a {@link org.decathlete.core.preprocess.cases.PreprocessedCase};
 * {@link org.decathlete.core.preprocess.DatasetPreprocessing} does so for every case of a
 * {@link org.decathlete.core.preprocess.CaseSource} within a bound on memory and leaves them in a
 * {@link org.decathlete.core.preprocess.store.CaseStore}, from which training reads patches. The way back is
 * {@code preprocess.restoration}, which knows the cases, but nothing of this package.
 */
@NullMarked
package org.decathlete.core.preprocess;

import org.jspecify.annotations.NullMarked;
