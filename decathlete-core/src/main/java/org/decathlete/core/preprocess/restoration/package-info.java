/**
 * From what networks say about a case back to label maps on the grid of its file.
 *
 * <p>Start from {@link org.decathlete.core.preprocess.restoration.Restoration}: it follows the logits slab by slab, as a
 * {@link org.decathlete.core.preprocess.restoration.LogitsSource} hands them out. What several models say becomes one by
 * {@link org.decathlete.core.preprocess.restoration.ProbabilityJoin}.
 */
@NullMarked
package org.decathlete.core.preprocess.restoration;

import org.jspecify.annotations.NullMarked;
