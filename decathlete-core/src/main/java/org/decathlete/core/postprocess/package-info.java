/**
 * What happens after networks have spoken: several models' probabilities become one label map, and what cannot be anatomy is
 * removed.
 *
 * <p>Start from {@link org.decathlete.core.postprocess.Postprocessing}, which is applied to a label map;
 * {@link org.decathlete.core.postprocess.PostprocessingRule} decides on cross-validation predictions which steps help.
 * {@link org.decathlete.core.postprocess.JoinedProbabilities} joins probabilities slab by slab, by an
 * {@link org.decathlete.core.postprocess.EnsembleRule}; they come from arrays or from files of
 * {@link org.decathlete.core.postprocess.StoredProbabilities}.
 */
@NullMarked
package org.decathlete.core.postprocess;

import org.jspecify.annotations.NullMarked;
