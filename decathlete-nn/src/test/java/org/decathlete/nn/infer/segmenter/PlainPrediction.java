package org.decathlete.nn.infer.segmenter;

import java.util.Arrays;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.image.Resample;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.window.PlainWindow;
import org.decathlete.nn.net.Network;

/**
 * A prediction as one would explain it: the logits of the whole volume, all of them resampled, put into the file's array, and then
 * decided.
 */
final class PlainPrediction {
    private final Candidate candidate;
    private final int[] mirrorAxes;

    PlainPrediction(Candidate candidate, int... mirrorAxes) {
        this.candidate = candidate;
        this.mirrorAxes = mirrorAxes;
    }

    /** Logits on the file's grid, {@code [output][z·y·x]}; NaN outside the crop. */
    double[][] logits(Volume image, List<Network> networks) {
        PreprocessedCase prepared = new Preprocessor(candidate.preprocessing())
                .preprocess(image, null, candidate.data().labels());
        double[][] logits = new PlainWindow(candidate.patchSize(), 0.5, true, mirrorAxes)
                .logits(prepared.data(), prepared.shape(), networks);
        double[][] result = new double[logits.length][];
        for (int output = 0; output < logits.length; output++) {
            result[output] = restored(logits[output], prepared.shape(), prepared.geometry());
        }
        return result;
    }

    private double[] restored(double[] logits, int[] shape, CaseGeometry geometry) {
        PreprocessingSpec spec = candidate.preprocessing();
        float[] single = new float[logits.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) logits[i];
        }
        int[] extent = geometry.shapeAfterCrop();
        float[] resampled = new Resample(1, 0, spec.forceSeparateZ(), 1)
                .image(single, shape, extent, spec.spacing(), geometry.originalSpacingTransposed());
        int[] size = geometry.original().size();
        int[] start = geometry.crop().start();
        double[] result = new double[geometry.original().voxels()];
        Arrays.fill(result, Double.NaN);
        for (int i = 0; i < resampled.length; i++) {
            int[] at = {
                start[0] + i / extent[2] / extent[1], start[1] + i / extent[2] % extent[1], start[2] + i % extent[2]
            };
            int[] original = new int[3];
            for (int axis = 0; axis < 3; axis++) {
                original[spec.transposeForward()[axis]] = at[axis];
            }
            result[(original[0] * size[1] + original[1]) * size[2] + original[2]] = resampled[i];
        }
        return result;
    }
}
