package org.decathlete.nn.augment.corruption;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.nn.augment.draw.Interval;
import org.decathlete.nn.augment.patch.Patch;

/**
 * nnU-Net's corruption of the masks of the previous stage: first their edges are moved ({@link MaskMorphology}), then one of their
 * components is removed ({@link ComponentRemoval}). One per thread.
 */
public final class MaskCorruption {
    /** Of the masks of no stage: changes nothing and draws nothing. */
    public static final MaskCorruption NONE = new MaskCorruption(List.of());

    private final List<Transform> transforms;

    private MaskCorruption(List<Transform> transforms) {
        this.transforms = transforms;
    }

    /** As a recipe says. */
    public static MaskCorruption of(CascadeAugmentation cascade) {
        Interval radius = new Interval(cascade.radiusLow(), cascade.radiusHigh());
        return new MaskCorruption(List.of(
                new MaskMorphology(cascade.morphologyLabelProbability(), radius)
                        .sometimes(cascade.morphologyProbability()),
                new ComponentRemoval(
                                cascade.removalLabelProbability(), cascade.largestRemoved(), cascade.fillProbability())
                        .sometimes(cascade.removalProbability())));
    }

    /** Changes the encoded masks of a patch in place. */
    public void apply(Patch patch, SplittableRandom random) {
        for (Transform transform : transforms) {
            transform.apply(patch, random);
        }
    }
}
