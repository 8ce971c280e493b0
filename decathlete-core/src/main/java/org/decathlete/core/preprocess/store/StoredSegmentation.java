package org.decathlete.core.preprocess.store;

import java.nio.file.Path;
import org.decathlete.core.preprocess.zarr.ChunkCache;
import org.decathlete.core.preprocess.zarr.StoredArray;
import org.decathlete.core.volume.Box;

/**
 * What a previous stage says about a case, on the grid of the preprocessed case, on the disk. Parts of it can be read. Thread-safe.
 */
public final class StoredSegmentation {
    static final String LABELS = "labels";

    private final SegmentationDocument document;
    private final StoredArray labels;

    StoredSegmentation(Path folder, SegmentationDocument document, ChunkCache cache) {
        this.document = document;
        this.labels = StoredArray.open(folder.resolve(LABELS), cache);
    }

    /** Voxels along the transposed axes (z, y, x). */
    public int[] shape() {
        return document.shape().clone();
    }

    /** Where it comes from. */
    public SegmentationOrigin origin() {
        return document.origin();
    }

    /**
     * Reads a box. Only the chunks that it touches are read.
     *
     * @param box in voxels of the case; it may stick out
     * @param destination an array of the box's extent, {@code [z][y][x]}; what lies outside of the case is left as it is
     */
    public void read(Box box, short[] destination) {
        labels.read(box.start(), box.end(), destination);
    }
}
