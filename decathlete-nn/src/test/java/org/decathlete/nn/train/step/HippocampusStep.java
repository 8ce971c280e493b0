package org.decathlete.nn.train.step;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.nn.net.Hippocampus;
import org.decathlete.nn.train.batch.Batch;

/** The training step that the benches measure: nnU-Net's plan of the hippocampus dataset, on noise. */
public final class HippocampusStep {
    private static final int[] PATCH = {40, 56, 40};

    private HippocampusStep() {}

    /** A batch of noise. */
    public static Batch batch(int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] image = new float[size * PATCH[0] * PATCH[1] * PATCH[2]];
        short[] labels = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
            labels[i] = (short) random.nextInt(3);
        }
        return new Batch(0, new int[] {size, 1, PATCH[0], PATCH[1], PATCH[2]}, image, labels);
    }

    /** The candidate with a batch of so many samples. */
    public static Candidate candidate(int size) {
        IntensityProperties intensities = new IntensityProperties(500, 500, 150, 0, 1500, 900, 100);
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                new int[] {0, 1, 2},
                new double[] {1, 1, 1},
                List.of("ZScoreNormalization"),
                Collections.nCopies(1, false),
                3,
                1,
                0,
                null,
                List.of(intensities));
        DataContract data = new DataContract(
                "Hippocampus",
                List.of("MRI"),
                Labels.of("background", "anterior", "posterior"),
                Map.of("0", intensities));
        return new Candidate(
                data, "3d_fullres", preprocessing, PATCH, size, false, Hippocampus.plain(), TrainingRecipe.nnUNet());
    }
}
