package org.decathlete.core.preprocess.store;

import java.util.List;
import org.decathlete.core.preprocess.cases.CaseGeometry;

/**
 * A stored case's {@code case.json}.
 *
 * @param format always {@link #FORMAT}
 * @param version of this format
 * @param id of the case
 * @param channels of the image
 * @param shape voxels along the transposed axes
 * @param labelled whether there is a label map
 * @param geometry the way back
 * @param classes label values of each class
 * @param located how many voxels of each class are in the array {@code locations}, in this order
 * @param annotated how many annotated voxels follow them
 */
record CaseDocument(
        String format,
        int version,
        String id,
        int channels,
        int[] shape,
        boolean labelled,
        CaseGeometry geometry,
        List<List<Integer>> classes,
        List<Integer> located,
        int annotated) {
    static final String FORMAT = "decathlete-preprocessed-case";
    static final int VERSION = 1;
    static final String FILE = "case.json";
}
