package org.decathlete.nn.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;

/** A candidate for the phantoms with a network that takes a blink. */
public final class TestCandidates {
    private static final IntensityProperties INTENSITIES = new IntensityProperties(500, 500, 150, 0, 1500, 900, 100);

    private TestCandidates() {}

    public static UNetSpec network(int width) {
        List<Integer> threes = Collections.nCopies(3, 3);
        return new UNetSpec(
                StageKind.PLAIN,
                3,
                1,
                3,
                List.of(width, 2 * width),
                List.of(threes, threes),
                List.of(Collections.nCopies(3, 1), Collections.nCopies(3, 2)),
                List.of(1, 1),
                List.of(1),
                true,
                1e-5,
                0.01,
                true);
    }

    /** The second stage of a cascade after {@link #phantom}. */
    public static Candidate cascade(int width) {
        Candidate first = phantom(width);
        return new Candidate(
                first.data(),
                "3d_cascade_fullres",
                first.preprocessing(),
                first.patchSize(),
                first.batchSize(),
                first.batchDice(),
                network(width).withChannels(3, 3),
                first.recipe(),
                new PreviousStage(first, CascadeAugmentation.nnUNet()));
    }

    public static Candidate phantom(int width) {
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                new int[] {0, 1, 2},
                new double[] {3, 1.2, 1.2},
                List.of("ZScoreNormalization"),
                List.of(false),
                3,
                1,
                0,
                null,
                List.of(INTENSITIES));
        return new Candidate(
                new DataContract(
                        "Phantom",
                        List.of("MRI"),
                        Labels.of("background", "large organ", "small organ"),
                        Map.of("0", INTENSITIES)),
                "3d_fullres",
                preprocessing,
                new int[] {8, 16, 16},
                2,
                false,
                network(width),
                TrainingRecipe.nnUNet());
    }
}
