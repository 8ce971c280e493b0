/**
 * From an image to its segmentation, in two steps, so that one image can be prepared while another is segmented
 * ({@link org.decathlete.nn.infer.segmenter.Segmenter}). {@link org.decathlete.nn.infer.segmenter.Predictor} takes a volume through
 * preprocessing, the networks that share it, and back.
 */
@NullMarked
package org.decathlete.nn.infer.segmenter;

import org.jspecify.annotations.NullMarked;
