/**
 * What happens after networks have spoken: several models' probabilities become one label map, and what cannot be anatomy is
 * removed.
 *
 * <p>Start from {@link org.decathlete.core.postprocess.Postprocessing}, which is applied to a label map;
 * {@link org.decathlete.core.postprocess.PostprocessingRule} decides on cross-validation predictions which steps help.
 * An {@link org.decathlete.core.postprocess.EnsembleRule} joins probabilities through
 * {@link org.decathlete.core.preprocess.restoration.ProbabilityJoin}; they come from arrays
 * ({@link org.decathlete.core.postprocess.ProbabilityArrays}) or from files
 * ({@link org.decathlete.core.postprocess.StoredProbabilities}).
 */
@NullMarked
package org.decathlete.core.postprocess;

import org.jspecify.annotations.NullMarked;
