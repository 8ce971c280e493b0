package org.decathlete.core.preprocess.store;

/**
 * A stored segmentation's {@code case.json}.
 *
 * @param format always {@link #FORMAT}
 * @param version of this format
 * @param id of the case
 * @param shape voxels along the transposed axes
 * @param origin where it comes from
 */
record SegmentationDocument(String format, int version, String id, int[] shape, SegmentationOrigin origin) {
    static final String FORMAT = "decathlete-segmentation";
    static final int VERSION = 1;
}
