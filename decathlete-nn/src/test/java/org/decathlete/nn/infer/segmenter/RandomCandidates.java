package org.decathlete.nn.infer.segmenter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.window.SmallNetworks;
import org.decathlete.nn.net.Network;

/** Small candidates and images of all kinds. */
public final class RandomCandidates {
    private static final Labels CLASSES = Labels.of("background", "organ", "tumour");
    private static final Labels REGIONS = new Labels(
            List.of(
                    new Labels.Entry("background", List.of(0)),
                    new Labels.Entry("whole", List.of(1, 2, 3)),
                    new Labels.Entry("core", List.of(2, 3)),
                    new Labels.Entry("rim", List.of(3))),
            List.of(1, 2, 3),
            null);
    private static final int[][] ORDERS = {{0, 1, 2}, {2, 0, 1}, {1, 0, 2}};
    private static final int[][] MIRRORINGS = {{}, {0}, {1, 2}, {0, 1, 2}};

    private RandomCandidates() {}

    public static Labels labels(boolean regions) {
        return regions ? REGIONS : CLASSES;
    }

    /** Three outputs; half of them resample along every axis. */
    public static Candidate candidate(SplittableRandom random, Labels labels) {
        IntensityProperties intensities = new IntensityProperties(10, 10, 5, 0, 20, 19, 1);
        int[] patch = {2 * random.nextInt(2, 5), 2 * random.nextInt(2, 5), 2 * random.nextInt(2, 5)};
        double[] spacing = {random.nextDouble(0.7, 3), random.nextDouble(0.7, 1.5), random.nextDouble(0.7, 1.5)};
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                ORDERS[random.nextInt(ORDERS.length)],
                random.nextBoolean() ? spacing : new double[] {1, 1, 1},
                List.of("ZScoreNormalization"),
                List.of(false),
                3,
                1,
                0,
                null,
                List.of(intensities));
        return new Candidate(
                new DataContract("Random", List.of("MRI"), labels, Map.of("0", intensities)),
                "3d_fullres",
                preprocessing,
                patch,
                2,
                false,
                SmallNetworks.spec(3, 1, 3),
                TrainingRecipe.nnUNet());
    }

    static int[] mirroring(SplittableRandom random) {
        return MIRRORINGS[random.nextInt(MIRRORINGS.length)];
    }

    public static List<Network> networks(int count, long seed) {
        List<Network> networks = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            networks.add(SmallNetworks.build(3, 1, 3, seed + fold));
        }
        return networks;
    }

    /** Noise with a rim of zeros here and there. */
    public static Volume image(SplittableRandom random) {
        Grid grid = Grid.of(
                new int[] {random.nextInt(4, 22), random.nextInt(4, 16), random.nextInt(4, 16)},
                new double[] {random.nextDouble(0.7, 4), 1, 1});
        float[] values = new float[grid.voxels()];
        int zeros = random.nextInt(values.length / 3);
        for (int i = zeros; i < values.length; i++) {
            values[i] = (float) random.nextDouble(1, 100);
        }
        return new Volume(grid, List.of(values));
    }
}
