/**
 * Intensities of one channel, brought to a range that networks like.
 *
 * <p>Start from {@link org.decathlete.core.preprocess.normalization.Normalization#of}, which knows the schemes by nnU-Net's
 * names.
 */
@NullMarked
package org.decathlete.core.preprocess.normalization;

import org.jspecify.annotations.NullMarked;
