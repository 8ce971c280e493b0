package org.decathlete.core.candidate;

/**
 * How the previous stage's segmentation is corrupted while a second stage learns from it, so that it does not trust what it is told
 * too much: morphology and lost components, on one mask per foreground label (nnU-Net's ApplyRandomBinaryOperatorTransform and
 * RemoveRandomConnectedComponentFromOneHotEncodingTransform of batchgeneratorsv2).
 *
 * @param morphologyProbability probability that the masks of a sample are dilated, eroded, closed or opened at all, in [0, 1]
 * @param morphologyLabelProbability probability that a mask of such a sample is, in [0, 1]
 * @param radiusLow lower end of the radius of the ball in voxels, at least 0.5
 * @param radiusHigh upper end of the radius
 * @param removalProbability probability that masks of a sample lose a component, in [0, 1]
 * @param removalLabelProbability probability that a mask of such a sample does, in [0, 1]
 * @param largestRemoved components of this share of the patch and above are never removed, in [0, 1]
 * @param fillProbability probability that another label is put where a component was removed, in [0, 1]
 */
public record CascadeAugmentation(
        double morphologyProbability,
        double morphologyLabelProbability,
        double radiusLow,
        double radiusHigh,
        double removalProbability,
        double removalLabelProbability,
        double largestRemoved,
        double fillProbability) {

    public CascadeAugmentation {
        Ranges.probability("morphologyProbability", morphologyProbability);
        Ranges.probability("morphologyLabelProbability", morphologyLabelProbability);
        Ranges.within("radiusLow", radiusLow, 0.5, Integer.MAX_VALUE);
        Ranges.within("radiusHigh", radiusHigh, radiusLow, Integer.MAX_VALUE);
        Ranges.probability("removalProbability", removalProbability);
        Ranges.probability("removalLabelProbability", removalLabelProbability);
        Ranges.probability("largestRemoved", largestRemoved);
        Ranges.probability("fillProbability", fillProbability);
    }

    /** nnU-Net's, of version 2.8. */
    public static CascadeAugmentation nnUNet() {
        return new CascadeAugmentation(0.4, 0.5, 1, 8, 0.2, 0.5, 0.15, 0);
    }
}
