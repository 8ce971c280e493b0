package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.PatchGrowth;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.preprocess.store.SegmentationStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingPatchesTest {
    private static final String PATCHES = "training: patches of ";
    private static final Candidate CANDIDATE =
            growing(new PatchGrowth.Stage(0.25, 0.5), new PatchGrowth.Stage(0.5, 0.75));

    @TempDir
    Path folder;

    private PhantomRuns runs;

    @BeforeEach
    void makeStore() {
        runs = PhantomRuns.in(folder);
    }

    /** Strides make multiples of 4; Muon, of whose weights the network has some, is the recipe's that grows. */
    private static Candidate growing(PatchGrowth.Stage... stages) {
        return growing(PhantomStore.candidateOf(16, 16, 16), stages);
    }

    private static Candidate growing(Candidate base, PatchGrowth.Stage... stages) {
        return base.with(
                base.patchSize(),
                base.batchSize(),
                base.network(),
                TrainingRecipe.accelerated().withPatchGrowth(new PatchGrowth(List.of(stages))));
    }

    @Test
    void patchesGrowWhereTheyAreToAndStoppingChangesNothing() {
        RecordingProgress said = new RecordingProgress();
        trainer("alone", new Budget.Iterations(24), AugmentationPlace.HOST, said)
                .run();
        assertThat(patches(said))
                .containsExactly(
                        "[8, 8, 8] from iteration 0",
                        "[12, 12, 12] from iteration 6",
                        "[16, 16, 16] from iteration 12");
        for (int after : new int[] {4, 6, 10}) {
            assertThatThrownBy(() -> stopped(24, AugmentationPlace.HOST, after).run())
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("go on");
        }
        trainer("stopped", new Budget.Iterations(24), AugmentationPlace.HOST, Progress.silent())
                .run();
        assertThat(runs.weights("stopped")).isEqualTo(runs.weights("alone"));
    }

    /** Though the rate changes from epoch to epoch. */
    @Test
    void anOnlyEpochHasPatchesOfAllSizes() {
        RecordingProgress said = new RecordingProgress();
        trainer("epoch", new Budget.Epochs(1, 8), AugmentationPlace.HOST, said).run();
        assertThat(patches(said))
                .containsExactly(
                        "[8, 8, 8] from iteration 0", "[12, 12, 12] from iteration 2", "[16, 16, 16] from iteration 4");
    }

    /** Ahead of the step, by a thread that is stopped and begun again. */
    @Test
    void theDeviceMakesThemToo() {
        RecordingProgress said = new RecordingProgress();
        trainer("alone", new Budget.Iterations(8), AugmentationPlace.DEVICE, said)
                .run();
        assertThat(patches(said))
                .containsExactly(
                        "[8, 8, 8] from iteration 0", "[12, 12, 12] from iteration 2", "[16, 16, 16] from iteration 4");
        assertThatThrownBy(() -> stopped(8, AugmentationPlace.DEVICE, 3).run()).isInstanceOf(DecathleteException.class);
        trainer("stopped", new Budget.Iterations(8), AugmentationPlace.DEVICE, Progress.silent())
                .run();
        assertThat(runs.weights("stopped")).isEqualTo(runs.weights("alone"));
    }

    /** In a plane, and with an axis that the network does not halve. */
    @Test
    void patchesGrowAlongTheAxesThereAre() {
        PatchGrowth.Stage half = new PatchGrowth.Stage(0.5, 0.5);
        assertThat(sizes(growing(PhantomStore.candidateOf(16, 16), half), null))
                .containsExactly("[8, 8] from iteration 0", "[16, 16] from iteration 2");
        assertThat(sizes(growing(PhantomStore.candidateOf(4, 16, 16), half), null))
                .containsExactly("[2, 8, 8] from iteration 0", "[4, 16, 16] from iteration 2");
    }

    /** The masks of the first stage grow with the image. */
    @Test
    void theSecondStageOfACascadeGrowsToo() {
        Candidate cascade = growing(PhantomStore.cascade(), new PatchGrowth.Stage(0.5, 0.5));
        assertThat(sizes(cascade, PhantomStore.segmentations(folder.resolve("previous"), runs.store(), 2)))
                .containsExactly("[8, 8, 8] from iteration 0", "[12, 12, 12] from iteration 2");
    }

    /** What is said of the patches of four iterations. */
    private List<String> sizes(Candidate candidate, @Nullable SegmentationStore previous) {
        RecordingProgress said = new RecordingProgress();
        new Trainer(
                        candidate,
                        PhantomStore.split(),
                        runs.store(),
                        previous,
                        settings(new Budget.Iterations(4), AugmentationPlace.HOST),
                        folder.resolve(candidate.id()),
                        said)
                .run();
        return patches(said);
    }

    private static List<String> patches(RecordingProgress said) {
        return said.lines().stream()
                .filter(line -> line.startsWith(PATCHES))
                .map(line -> line.substring(PATCHES.length(), line.length() - " on".length()))
                .toList();
    }

    private Trainer trainer(String run, Budget budget, AugmentationPlace place, Progress said) {
        return runs.trainer(CANDIDATE, settings(budget, place), run, said);
    }

    private static RunSettings settings(Budget budget, AugmentationPlace place) {
        return new RunSettings(Device.CPU, Precision.FP32, 7, budget, 1).augmentingOn(place);
    }

    private Trainer stopped(int iterations, AugmentationPlace place, int after) {
        return runs.stoppedAfter(after, CANDIDATE, settings(new Budget.Iterations(iterations), place), "stopped");
    }
}
