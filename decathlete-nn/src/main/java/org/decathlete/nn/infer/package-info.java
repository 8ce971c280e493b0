/**
 * From images to their segmentations, with a shipped model. Start from {@link org.decathlete.nn.infer.ShippedSegmenters}; for networks in
 * memory from {@link org.decathlete.nn.infer.segmenter.Predictor}.
 *
 * <p>What that is made of lies in packages below this one, none of which knows it or a later one: {@code memory}, {@code window},
 * {@code segmenter}, {@code ensemble}, {@code folder}.
 */
@NullMarked
package org.decathlete.nn.infer;

import org.jspecify.annotations.NullMarked;
