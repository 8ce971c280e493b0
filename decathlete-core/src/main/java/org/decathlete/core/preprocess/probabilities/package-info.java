/**
 * Probabilities of a case on the file's grid, and the labels that they mean.
 *
 * <p>Start from {@link org.decathlete.core.preprocess.probabilities.ProbabilityMap}, which reads them, and
 * {@link org.decathlete.core.preprocess.probabilities.ProbabilityStorage}, which says where they are kept: in memory, or in a
 * temporary file where they are large. They are put plane by plane into a
 * {@link org.decathlete.core.preprocess.probabilities.ProbabilityTarget}.
 * {@link org.decathlete.core.preprocess.probabilities.Decision} turns logits and probabilities into labels,
 * {@link org.decathlete.core.preprocess.probabilities.Placement} knows where a cropped, transposed case lies in its file.
 */
@NullMarked
package org.decathlete.core.preprocess.probabilities;

import org.jspecify.annotations.NullMarked;
