package org.decathlete.nn.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.net.Gradients;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.LiveObjects;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.RefusedThreads;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.nn.train.PhantomStore;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.validation.Targets;
import org.decathlete.nn.train.validation.ValidationTally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanesTest {
    private static final int[] FIVE_PARTS = {0, 1, 2, 3, 4, 5};
    private static final RunSettings SETTINGS =
            new RunSettings(Device.CPU, Precision.BF16, 1, new Budget.Iterations(10), 2);

    /** Lets parts run side by side and does nothing with their losses. */
    private static final WorkingWeights APART = new WorkingWeights() {
        @Override
        public Gradients newGradients() {
            return new Gradients() {
                @Override
                public void addOf(Tensor loss) {}

                @Override
                public void addToWeights() {}

                @Override
                public void close() {}
            };
        }

        @Override
        public boolean sideBySide() {
            return true;
        }

        @Override
        public void close() {}
    };

    @TempDir
    Path folder;

    @BeforeEach
    void load() {
        Native.load();
        Native.threads(2);
    }

    @AfterEach
    void leaveOneThread() {
        Native.threads(1);
    }

    private static Lanes lanes(int threads, int most) {
        return new LaneOpener(line -> {}).open(threads, most);
    }

    @Test
    void threadsAreSharedOutEvenly() {
        for (int[] expected : new int[][] {{2, 9, 2}, {2, 1, 1}, {16, 2, 2}, {16, 9, 8}, {3, 2, 1}, {1, 9, 1}}) {
            try (Lanes lanes = lanes(expected[0], expected[1])) {
                assertThat(lanes.count()).isEqualTo(expected[2]);
            }
        }
    }

    @Test
    void everyPartIsLearntFromOnceAndWhatFillsNoLaneIsLeftToTheCaller() {
        Map<Integer, String> threads = new ConcurrentHashMap<>();
        try (Lanes lanes = lanes(2, 9)) {
            try (Scope scope = Scope.open()) {
                Tensor sum = lanes.learn(FIVE_PARTS, APART, (from, to, gradients) -> {
                    assertThat(threads.put(from, Thread.currentThread().getName()))
                            .isNull();
                    return scalar(to);
                });
                assertThat(sum.item_double()).isEqualTo(15);
            }
        }
        assertThat(threads).containsOnlyKeys(0, 1, 2, 3, 4);
        assertThat(Set.of("lane")).containsAll(List.of(threads.get(0), threads.get(1), threads.get(2), threads.get(3)));
        assertThat(threads.get(4)).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void aFailureOfOneLaneIsThrownWhenTheOthersHaveEnded() {
        Set<Integer> ended = ConcurrentHashMap.newKeySet();
        long before = LiveObjects.settled();
        try (Lanes lanes = lanes(2, 2)) {
            assertThatThrownBy(() -> lanes.learn(FIVE_PARTS, APART, (from, to, gradients) -> {
                        if (from == 2) {
                            throw new IllegalStateException("part 2");
                        }
                        ended.add(from);
                        return scalar(from);
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("part 2");
        }
        assertThat(ended).contains(0, 1, 3).doesNotContain(4);
        assertThat(Scope.liveObjects()).isEqualTo(before);
    }

    private static Tensor scalar(double value) {
        return Tensors.of(new float[] {(float) value}).to(ScalarType.Double).squeeze();
    }

    @Test
    void lanesLearnWhatPassesInTurnLearnAndTheSameBitsEveryTime() {
        Candidate candidate = PhantomStore.candidate(0.01).withBatchSize(5);
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), PhantomStore.open(folder), null, 1);
        try (Learner inTurn = new Learner(candidate, SETTINGS, 1);
                Learner lanes = new Learner(candidate, SETTINGS);
                Learner again = new Learner(candidate, SETTINGS)) {
            assertThat(inTurn.samplesPerPass()).isEqualTo(1);
            assertThat(lanes.samplesPerPass()).isEqualTo(4);
            for (int i = 0; i < 3; i++) {
                Batch batch = data.training().make(i);
                StepOutcome expected = inTurn.step(batch, 0.01);
                StepOutcome found = lanes.step(batch, 0.01);
                assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-3));
                assertThat(found.gradientNorm()).isCloseTo(expected.gradientNorm(), within(0.02));
                assertThat(again.step(batch, 0.01)).isEqualTo(found);
            }
            Map<String, float[]> values = values(lanes);
            values(again).forEach((name, other) -> assertThat(other).as(name).isEqualTo(values.get(name)));
            lanes.limitPasses(3);
            assertThat(lanes.samplesPerPass()).isEqualTo(2);
            lanes.limitPasses(1);
            assertThat(lanes.samplesPerPass()).isEqualTo(1);
        }
    }

    @Test
    void samplesGoInTurnWhereTheSystemStartsNoMoreThreads() {
        Candidate candidate = PhantomStore.candidate(0.01).withBatchSize(5);
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), PhantomStore.open(folder), null, 1);
        List<String> said = new ArrayList<>();
        try (Learner inTurn = new Learner(candidate, SETTINGS, 1);
                Learner refused =
                        new Learner(candidate, SETTINGS, 0, new LaneOpener(RefusedThreads::lanes, said::add));
                ValidationTally expected = inTurn.newTally(null);
                ValidationTally found = refused.newTally(null)) {
            Batch batch = data.training().make(0);
            assertThat(refused.lanes()).isEqualTo(1);
            assertThat(refused.step(batch, 0.01)).isEqualTo(inTurn.step(batch, 0.01));
            refused.limitPasses(3);
            inTurn.validate(batch, expected);
            refused.validate(batch, found);
            assertThat(found.loss()).isCloseTo(expected.loss(), within(3e-3));
        }
        assertThat(said).singleElement().asString().contains("no more threads", "in turn");
    }

    @Test
    void validationBatchesAreJudgedAsInTurnAndTheSameEveryTime() {
        Candidate candidate = PhantomStore.candidate(0.01).withBatchSize(5);
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), PhantomStore.open(folder), null, 1);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (Learner inTurn = new Learner(candidate, SETTINGS, 1);
                Learner lanes = new Learner(candidate, SETTINGS);
                ValidationTally expected = inTurn.newTally(null);
                ValidationTally found = lanes.newTally(null);
                ValidationTally again = lanes.newTally(null)) {
            lanes.beforePass(samples -> threads.add(Thread.currentThread().getName()));
            for (int i = 0; i < 3; i++) {
                Batch batch = data.validation().make(i);
                inTurn.validate(batch, expected);
                lanes.validate(batch, found);
                lanes.validate(batch, again);
            }
            // Two pairs in lanes, and the fifth sample with all threads.
            assertThat(threads).containsExactlyInAnyOrder("lane", "main");
            assertThat(found.loss()).isCloseTo(expected.loss(), within(3e-3));
            assertThat(again.loss()).isEqualTo(found.loss());
            assertThat(again.progress()).isEqualTo(found.progress());
            assertThat(found.progress().counts().get(0).get(0)).isPositive();
            for (int i = 0; i < found.dice().values().length; i++) {
                assertThat(found.dice().values()[i]).isCloseTo(expected.dice().values()[i], within(0.01));
            }
        }
    }

    @Test
    void aFailureOfAJudgeIsThrownWhenTheOthersHaveEnded() {
        Set<Integer> ended = ConcurrentHashMap.newKeySet();
        Targets targets = new Targets(PhantomStore.candidate(0.01).data().labels());
        try (Lanes lanes = lanes(2, 2);
                ValidationTally tally = new ValidationTally(targets, false, null)) {
            assertThatThrownBy(() -> lanes.judge(FIVE_PARTS, APART, tally, (from, to, part) -> {
                        assertThat(part).isNotSameAs(tally);
                        if (from == 2) {
                            throw new IllegalStateException("part 2");
                        }
                        ended.add(from);
                    }))
                    .hasMessage("part 2");
        }
        assertThat(ended).containsExactlyInAnyOrder(0, 1, 3);
    }

    @Test
    void partsArePairsWhereTheyFillAllLanesAndThenSingleSamples() {
        Passes few = new Passes(1, 3);
        Passes any = new Passes(1, 100);
        try (Lanes lanes = lanes(2, 2);
                Lanes one = lanes(2, 1)) {
            assertThat(lanes.parts(9, any)).containsExactly(0, 2, 4, 6, 8, 9);
            assertThat(lanes.parts(7, new Passes(1, 4))).containsExactly(0, 2, 4, 5, 6, 7);
            assertThat(lanes.parts(9, few)).hasSize(10);
            assertThat(lanes.parts(2, any)).containsExactly(0, 1, 2);
            assertThat(lanes.parts(1, any)).containsExactly(0, 1);
            assertThat(lanes.inWork(lanes.parts(9, any))).isEqualTo(4);
            assertThat(lanes.inWork(lanes.parts(9, few))).isEqualTo(2);
            assertThat(lanes.inWork(lanes.parts(1, any))).isEqualTo(1);
            assertThat(one.parts(9, new Passes(9, 100))).containsExactly(0, 9);
        }
    }

    @Test
    void nativeObjectsDoNotGrow() {
        Candidate candidate = PhantomStore.candidate(0.01).withBatchSize(3);
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), PhantomStore.open(folder), null, 1);
        try (Learner learner = new Learner(candidate, SETTINGS)) {
            long atTen = 0;
            for (int i = 0; i < 40; i++) {
                if (i == 10) {
                    atTen = LiveObjects.settled();
                }
                learner.step(data.training().make(i), 0.01);
            }
            assertThat(Scope.liveObjects()).isEqualTo(atTen);
        }
    }

    @Test
    void float32AndWhatDependsOnTheOrderOfSamplesStayInTurn() {
        Candidate candidate = PhantomStore.candidate(0.01).withBatchSize(4);
        PassRule rule = new PassRule(candidate, SETTINGS, true, false);
        assertThat(rule.lanes(Precision.BF16, 100)).isEqualTo(4);
        assertThat(rule.lanes(Precision.BF16, 3)).isEqualTo(3);
        assertThat(rule.lanes(Precision.FP32, 100)).isEqualTo(1);
        assertThat(new PassRule(candidate, SETTINGS, false, false).lanes(Precision.BF16, 100))
                .isEqualTo(1);
        assertThat(new PassRule(candidate, SETTINGS, true, true).lanes(Precision.BF16, 100))
                .isEqualTo(1);
    }

    private static Map<String, float[]> values(Learner learner) {
        Map<String, float[]> values = new HashMap<>();
        learner.tensors().forEach((name, tensor) -> values.put(name, Tensors.floats(Objects.requireNonNull(tensor))));
        return values;
    }
}
