package org.decathlete.core.postprocess;

import org.decathlete.core.preprocess.restoration.ProbabilityJoin;

/** The mean of the probabilities in float32, as nnU-Net's ensembles take it (reference report, section 7). */
public final class MeanRule implements EnsembleRule {
    /** Its name. */
    public static final String NAME = "mean";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void combine(float[][][] members, int voxels, float[][] joined) {
        ProbabilityJoin.MEAN.combine(members, voxels, joined);
    }
}
