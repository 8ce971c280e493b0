package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.PatchGrowth;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingPatchesTest {
    private static final Candidate CANDIDATE =
            growing(new PatchGrowth.Stage(0.25, 0.5), new PatchGrowth.Stage(0.5, 0.75));

    @TempDir
    Path folder;

    private CaseStore store;

    @BeforeEach
    void makeStore() {
        store = PhantomStore.open(folder.resolve("store"));
    }

    /** Strides make multiples of 4; Muon, of whose weights the network has some, is the recipe's that grows. */
    private static Candidate growing(PatchGrowth.Stage... stages) {
        Candidate base = PhantomStore.candidateOf(16, 16, 16);
        return new Candidate(
                base.data(),
                base.configuration(),
                base.preprocessing(),
                base.patchSize(),
                base.batchSize(),
                base.batchDice(),
                base.network(),
                TrainingRecipe.accelerated().withPatchGrowth(new PatchGrowth(List.of(stages))));
    }

    @Test
    void patchesGrowWhereTheyAreToAndStoppingChangesNothing() {
        List<String> said = new ArrayList<>();
        trainer("alone", new Budget.Iterations(24), AugmentationPlace.HOST, said)
                .run();
        assertThat(said)
                .filteredOn(line -> line.startsWith("training: patches of"))
                .containsExactly(
                        "training: patches of [8, 8, 8] from iteration 0 on",
                        "training: patches of [12, 12, 12] from iteration 6 on",
                        "training: patches of [16, 16, 16] from iteration 12 on");
        for (int after : new int[] {4, 6, 10}) {
            assertThatThrownBy(() -> stopped("stopped", 24, after).run())
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("go on");
        }
        trainer("stopped", new Budget.Iterations(24), AugmentationPlace.HOST, new ArrayList<>())
                .run();
        assertThat(FinalWeights.of(folder.resolve("stopped"))).isEqualTo(FinalWeights.of(folder.resolve("alone")));
    }

    /** Though the rate changes from epoch to epoch. */
    @Test
    void anOnlyEpochHasPatchesOfAllSizes() {
        List<String> said = new ArrayList<>();
        trainer("epoch", new Budget.Epochs(1, 8), AugmentationPlace.HOST, said).run();
        assertThat(said)
                .filteredOn(line -> line.startsWith("training: patches of"))
                .containsExactly(
                        "training: patches of [8, 8, 8] from iteration 0 on",
                        "training: patches of [12, 12, 12] from iteration 2 on",
                        "training: patches of [16, 16, 16] from iteration 4 on");
    }

    @Test
    void theDeviceMakesThemToo() {
        trainer("device", new Budget.Iterations(8), AugmentationPlace.DEVICE, new ArrayList<>())
                .run();
        trainer("host", new Budget.Iterations(8), AugmentationPlace.HOST, new ArrayList<>())
                .run();
        assertThat(folder.resolve("device/checkpoint_final.safetensors")).exists();
    }

    private Trainer trainer(String run, Budget budget, AugmentationPlace place, List<String> said) {
        return new Trainer(
                CANDIDATE,
                PhantomStore.split(),
                store,
                settings(budget).augmentingOn(place),
                folder.resolve(run),
                saying(said));
    }

    private static RunSettings settings(Budget budget) {
        return new RunSettings(Device.CPU, Precision.FP32, 7, budget, 1);
    }

    private static Progress saying(List<String> said) {
        return new Progress() {
            @Override
            public Stage start(String name, long total) {
                return Progress.silent().start(name, total);
            }

            @Override
            public void say(String line) {
                said.add(line);
            }
        };
    }

    private Trainer stopped(String run, int iterations, int after) {
        Trainer[] trainer = new Trainer[1];
        int[] steps = {0};
        Progress progress = new Progress() {
            @Override
            public Stage start(String name, long total) {
                return new Stage() {
                    @Override
                    public void advance(long done, String detail) {
                        if (done > 0 && ++steps[0] == after) {
                            trainer[0].requestStop();
                        }
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void say(String line) {}
        };
        trainer[0] = new Trainer(
                CANDIDATE,
                PhantomStore.split(),
                store,
                settings(new Budget.Iterations(iterations)),
                folder.resolve(run),
                progress);
        return trainer[0];
    }
}
