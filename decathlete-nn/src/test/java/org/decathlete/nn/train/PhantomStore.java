package org.decathlete.nn.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.ClassLocations;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.SegmentationOrigin;
import org.decathlete.core.preprocess.store.SegmentationStore;
import org.decathlete.core.preprocess.store.StoreIdentity;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;

/** Preprocessed phantoms, noisy balls of two intensities, and candidates that are small enough to train in a test. */
public final class PhantomStore {
    private static final int CASES = 6;
    private static final int EDGE = 18;

    private PhantomStore() {}

    /** A store of six cases in {@code folder}, or the one that is there. */
    public static CaseStore open(Path folder) {
        return open(folder, "phantom");
    }

    /** The same under another identity of the data, as if a case had been edited. */
    public static CaseStore open(Path folder, String data) {
        Candidate candidate = candidate(Labels.of("background", "shell", "core"), 0.01);
        StoreIdentity identity = new StoreIdentity(data, candidate.data().labels(), candidate.preprocessing());
        CaseStore store = CaseStore.create(folder, identity, 1 << 28);
        for (int i = 0; i < CASES; i++) {
            if (!store.has(id(i))) {
                store.write(
                        id(i), phantom(new SplittableRandom(i), candidate.data().labels()));
            }
        }
        return store;
    }

    /** Four cases to learn from, two to judge on. */
    public static Split split() {
        return new Split(List.of(id(0), id(1), id(2), id(3)), List.of(id(4), id(5)));
    }

    /** A U-Net of three stages for two classes, patch 12×12×12, batch 2. */
    public static Candidate candidate(double learningRate) {
        return candidate(Labels.of("background", "shell", "core"), learningRate);
    }

    /** The same for other labels. */
    public static Candidate candidate(Labels labels, double learningRate) {
        IntensityProperties intensities = new IntensityProperties(0, 0, 1, -3, 3, 3, -3);
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                new int[] {0, 1, 2},
                new double[] {1, 1, 1},
                List.of("ZScoreNormalization"),
                List.of(false),
                3,
                1,
                0,
                null,
                List.of(intensities));
        DataContract data = new DataContract("phantom", List.of("MR"), labels, Map.of("0", intensities));
        return new Candidate(
                data,
                "3d_fullres",
                preprocessing,
                new int[] {12, 12, 12},
                2,
                false,
                network(labels),
                recipe(learningRate));
    }

    /** A candidate that refines what {@link #candidate(double)} says. */
    public static Candidate cascade() {
        Candidate first = candidate(0.01);
        return new Candidate(
                first.data(),
                "3d_cascade_fullres",
                first.preprocessing(),
                first.patchSize(),
                first.batchSize(),
                first.batchDice(),
                ((UNetSpec) first.network())
                        .withChannels(3, first.data().labels().outputs()),
                first.recipe(),
                new PreviousStage(first, CascadeAugmentation.nnUNet()));
    }

    /** What a first stage might say about the cases: the truth, moved by some voxels. */
    public static SegmentationStore segmentations(Path folder, CaseStore cases, int moved) {
        SegmentationStore store = SegmentationStore.open(folder, 1 << 24);
        for (int i = 0; i < CASES; i++) {
            PreprocessedCase one = cases.read(id(i));
            short[] labels = new short[one.requireLabels().length];
            System.arraycopy(one.requireLabels(), moved, labels, 0, labels.length - moved);
            SegmentationOrigin origin = new SegmentationOrigin("phantom", 0, "0", "moved by " + moved);
            if (!store.origin(id(i)).equals(Optional.of(origin))) {
                store.write(id(i), one.shape(), labels, origin);
            }
        }
        return store;
    }

    /** The same with other units and another optimiser. */
    public static Candidate candidateWith(UnitSpec unit, OptimizerSpec optimizer) {
        Candidate base = candidate(0.01);
        TrainingRecipe recipe = base.recipe();
        return new Candidate(
                base.data(),
                base.configuration(),
                base.preprocessing(),
                base.patchSize(),
                base.batchSize(),
                base.batchDice(),
                ((UNetSpec) base.network()).withUnits(unit, unit),
                new TrainingRecipe(
                        optimizer,
                        recipe.schedule(),
                        recipe.loss(),
                        recipe.deepSupervision(),
                        recipe.gradientClip(),
                        recipe.epochs(),
                        recipe.iterationsPerEpoch(),
                        recipe.validationIterations(),
                        recipe.foregroundOversampling(),
                        recipe.scoreMomentum(),
                        recipe.augmentation()));
    }

    /** The same with another patch, in 2D where it has two extents; a thin first axis is not pooled. */
    public static Candidate candidateOf(int... patch) {
        Candidate base = candidate(0.01);
        List<Integer> two =
                IntStream.of(patch).mapToObj(extent -> extent < 8 ? 1 : 2).toList();
        return new Candidate(
                base.data(),
                base.configuration(),
                base.preprocessing(),
                patch,
                base.batchSize(),
                base.batchDice(),
                network(base.data().labels(), two),
                base.recipe());
    }

    private static UNetSpec network(Labels labels) {
        return network(labels, List.of(2, 2, 2));
    }

    private static UNetSpec network(Labels labels, List<Integer> two) {
        List<Integer> three = Collections.nCopies(two.size(), 3);
        return new UNetSpec(
                StageKind.PLAIN,
                two.size(),
                1,
                labels.outputs(),
                List.of(8, 16, 16),
                List.of(three, three, three),
                List.of(Collections.nCopies(two.size(), 1), two, two),
                List.of(1, 1, 1),
                List.of(1, 1),
                true,
                1e-5,
                0.01,
                true);
    }

    private static TrainingRecipe recipe(double learningRate) {
        TrainingRecipe defaults = TrainingRecipe.nnUNet();
        return new TrainingRecipe(
                defaults.optimizer().withLearningRate(learningRate),
                defaults.schedule(),
                defaults.loss(),
                defaults.deepSupervision(),
                defaults.gradientClip(),
                defaults.epochs(),
                defaults.iterationsPerEpoch(),
                defaults.validationIterations(),
                defaults.foregroundOversampling(),
                defaults.scoreMomentum(),
                defaults.augmentation());
    }

    private static PreprocessedCase phantom(SplittableRandom random, Labels labels) {
        int[] shape = {EDGE, EDGE + random.nextInt(3), EDGE - random.nextInt(3)};
        double[] centre = {
            shape[0] * random.nextDouble(0.4, 0.6),
            shape[1] * random.nextDouble(0.4, 0.6),
            shape[2] * random.nextDouble(0.4, 0.6)
        };
        double radius = random.nextDouble(5, 7);
        float[] image = new float[shape[0] * shape[1] * shape[2]];
        short[] map = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            int z = i / (shape[1] * shape[2]);
            double dz = z - centre[0];
            int y = i / shape[2] % shape[1];
            double dy = y - centre[1];
            double dx = i % shape[2] - centre[2];
            double distance = Math.sqrt(dz * dz + dy * dy + dx * dx);
            map[i] = (short) (distance < radius / 1.6 ? 2 : distance < radius ? 1 : 0);
            image[i] = (float) (map[i] - 0.5 + 0.3 * random.nextGaussian());
        }
        Grid grid = Grid.of(shape, new double[] {1, 1, 1});
        CaseGeometry geometry = new CaseGeometry(grid, shape, Box.whole(shape), shape, new double[] {1, 1, 1});
        return new PreprocessedCase(shape, List.of(image), map, geometry, ClassLocations.sample(map, labels));
    }

    private static String id(int index) {
        return "phantom_" + index;
    }
}
