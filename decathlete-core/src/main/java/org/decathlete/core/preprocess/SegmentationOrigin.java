package org.decathlete.core.preprocess;

/**
 * Where a stored segmentation comes from.
 *
 * @param candidate id of the candidate whose network made it
 * @param seed of the training
 * @param fold of the training; the case is one that this fold did not learn from
 * @param content hash of the label map as it was predicted
 */
public record SegmentationOrigin(String candidate, long seed, String fold, String content) {}
