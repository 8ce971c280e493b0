package org.decathlete.core.postprocess;

import java.util.Arrays;

/** The mean of the probabilities in float32, as nnU-Net's ensembles take it (reference report, section 7). */
public final class MeanRule implements EnsembleRule {
    /** Its name. */
    public static final String NAME = "mean";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void combine(float[][][] members, int voxels, float[][] combined) {
        for (int index = 0; index < combined.length; index++) {
            float[] sum = combined[index];
            Arrays.fill(sum, 0, voxels, 0);
            for (float[][] member : members) {
                float[] values = member[index];
                for (int i = 0; i < voxels; i++) {
                    sum[i] += values[i];
                }
            }
            for (int i = 0; i < voxels; i++) {
                sum[i] /= members.length;
            }
        }
    }
}
