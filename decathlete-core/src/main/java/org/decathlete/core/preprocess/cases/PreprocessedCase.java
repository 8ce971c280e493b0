package org.decathlete.core.preprocess.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as the network sees it. Arrays are shared, not copied.
 *
 * @param shape voxels along the transposed axes
 * @param data one array per channel, {@code [z][y][x]} over the transposed axes, normalised
 * @param labels {@code [z][y][x]}, -1 for background outside the nonzero region; null where the case has no label map
 * @param geometry the way back
 * @param locations where each class lies; empty where the case has no label map
 */
public record PreprocessedCase(
        int[] shape, List<float[]> data, short @Nullable [] labels, CaseGeometry geometry, ClassLocations locations) {
    public PreprocessedCase {
        data = List.copyOf(data);
    }

    /**
     * The label map of a case that has one.
     *
     * @throws IllegalStateException where it has none
     */
    public short[] requireLabels() {
        if (labels == null) {
            throw new IllegalStateException("this case has no label map");
        }
        return labels;
    }
}
