package org.decathlete.nn.augment.device;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.nn.augment.draw.ChangeDraw;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.augment.patch.Patch;

/**
 * The part of the augmentation on a device that is done by the processor: drawing what happens to a sample, as
 * {@link org.decathlete.nn.augment.Augmenter} draws it, and reading the voxels for it. Thread-safe.
 */
public final class SourceReader {
    private final ChangeDraw draw;
    private final int[] patchSize;
    private final int[] enlargedSize;
    private final int channels;

    /** Of patches as planned. */
    public SourceReader(Augmentation augmentation, int[] patch, int channels) {
        this(augmentation, patch, patch, channels);
    }

    /**
     * @param augmentation probabilities and ranges
     * @param patch size (z, y, x) or (y, x)
     * @param planned size that it may have yet to grow to, whose proportions tell how it is turned
     * @param channels number of image channels
     */
    public SourceReader(Augmentation augmentation, int[] patch, int[] planned, int channels) {
        this.draw = new ChangeDraw(augmentation, patch, planned, channels);
        this.patchSize = Patch.inSpace(patch);
        this.enlargedSize = draw.enlargedSize();
        this.channels = channels;
    }

    /** Size (z, y, x) of the region from which a patch is cut. */
    public int[] enlargedSize() {
        return enlargedSize.clone();
    }

    /** Size (z, y, x) of a patch. */
    public int[] patchSize() {
        return patchSize.clone();
    }

    /** What happens to a sample, from its own source. */
    public SampleChange draw(SplittableRandom random) {
        return draw.draw(random);
    }

    /** A batch to be filled with the voxels that these changes need. */
    public SourceBatch open(long index, List<SampleChange> changes) {
        return new SourceBatch(index, patchSize, enlargedSize, channels, changes);
    }
}
