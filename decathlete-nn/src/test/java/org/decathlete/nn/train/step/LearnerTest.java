package org.decathlete.nn.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Labels;
import org.decathlete.nn.tensor.LiveObjects;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.nn.train.PhantomStore;
import org.decathlete.nn.train.PhantomTraining;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.validation.Targets;
import org.decathlete.nn.train.validation.ValidationTally;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerTest {
    private static final RunSettings SETTINGS = PhantomTraining.settings(10, 1);

    @TempDir
    Path folder;

    private TrainingData data;
    private Candidate candidate;

    @BeforeEach
    void makeData() {
        Native.load();
        Native.threads(1);
        candidate = PhantomStore.candidate(0.01);
        data = TrainingData.of(candidate, PhantomStore.split(), PhantomStore.open(folder), null, 1);
    }

    @Test
    void samplesOneByOneGiveTheGradientsOfTheBatch() {
        assertThat(candidate.batchDice()).isFalse();
        try (Learner together = new Learner(candidate, SETTINGS, candidate.batchSize());
                Learner oneByOne = new Learner(candidate, SETTINGS, 1)) {
            for (int i = 0; i < 3; i++) {
                Batch batch = data.training().make(i);
                StepOutcome expected = together.step(batch, 0.01);
                StepOutcome found = oneByOne.step(batch, 0.01);
                assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-5));
                assertThat(found.gradientNorm()).isCloseTo(expected.gradientNorm(), within(1e-4));
            }
            Map<String, float[]> expected = values(together);
            values(oneByOne).forEach((name, found) -> {
                for (int i = 0; i < found.length; i++) {
                    assertThat(found[i])
                            .as(name)
                            .isCloseTo(Objects.requireNonNull(expected.get(name))[i], within(1e-3f));
                }
            });
        }
    }

    @Test
    void nativeObjectsDoNotGrow() {
        try (Learner learner = new Learner(candidate, SETTINGS)) {
            ValidationTally tally = learner.newTally(null);
            long atTwenty = 0;
            for (int i = 0; i < 120; i++) {
                if (i == 20) {
                    atTwenty = LiveObjects.settled();
                }
                learner.step(data.training().make(i), 0.01);
                learner.validate(data.validation().make(i), tally);
            }
            assertThat(Scope.liveObjects()).isEqualTo(atTwenty);
        }
    }

    @Test
    void ignoredVoxelsAndOverlappingRegionsBecomeMasks() {
        Labels labels = new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("ball", List.of(1, 2)),
                        new Labels.Entry("core", List.of(2))),
                List.of(1, 2),
                3);
        try (Scope scope = Scope.open()) {
            short[] masks =
                    Tensors.shorts(new Targets(labels).tensor(new short[] {0, 1, 2, 3}, new long[] {1, 1, 1, 4}));
            assertThat(masks).containsExactly(0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1);
        }
    }

    private static Map<String, float[]> values(Learner learner) {
        Map<String, float[]> values = new HashMap<>();
        learner.tensors().forEach((name, tensor) -> values.put(name, Tensors.floats(tensor)));
        return values;
    }
}
