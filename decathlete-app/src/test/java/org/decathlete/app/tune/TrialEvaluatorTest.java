package org.decathlete.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.trial.TrialCurve;
import org.decathlete.app.trial.TrialResult;
import org.decathlete.app.trial.TrialTraining;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.schedule.SuccessiveHalving;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudyRunner;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialEvaluatorTest {
    private static final SegmentationSpace SPACE = Planned.HIPPOCAMPUS.corrected(SpaceKind.HPO);

    /** Of 90: nothing up to 10, then a half, and from 20 on nearly all. */
    private static final TrialCurve CURVE = new TrialCurve(List.of(
            new TrialCurve.Point(10 / 90.0, 0.1),
            new TrialCurve.Point(20 / 90.0, 0.5),
            new TrialCurve.Point(30 / 90.0, 0.8)));

    private static TrialEvaluator evaluator(TrialEvaluator.Training training, double limit, BooleanSupplier stop) {
        return new TrialEvaluator(
                SPACE, FoldRace.onOne(training), 90, 2, OptionalDouble.of(limit), Halfway.NEVER, stop);
    }

    private static Trial trial(double budget) {
        return Trial.running(0, SPACE.standard(), Origin.PRIOR, 0, 0, budget, null);
    }

    @Test
    void givesLossRuntimeAndCost() throws InterruptedException {
        List<Double> parts = new ArrayList<>();
        TrialEvaluator evaluator = evaluator(
                (candidate, part, stop) -> {
                    parts.add(part);
                    assertThat(candidate).isEqualTo(Planned.HIPPOCAMPUS.candidate());
                    return new TrialResult(0.75, Map.of("a", 0.7, "b", 0.8), 12.5, 40, CURVE);
                },
                1000,
                () -> false);
        Outcome outcome = evaluator.evaluate(trial(30));
        assertThat(parts).containsExactly(30 / 90.0);
        assertThat(outcome.state()).isEqualTo(TrialState.OK);
        assertThat(outcome.values())
                .containsEntry("loss", 0.25)
                .containsEntry("runtime", 12.5)
                .containsEntry("parameters", 5_603_177.0)
                .containsEntry(TrialEvaluator.HALFWAY_SCORE, 0.5)
                .containsEntry(TrialEvaluator.END_SCORE, 0.8)
                .containsEntry(TrialEvaluator.HALF_SCORE_BUDGET, 20.0)
                .containsKeys("training_bytes", "training_multiply_adds", "multiply_adds_per_voxel")
                .doesNotContainKey(Outcome.FOLDS);
        assertThat(outcome.scores()).containsEntry("a", 0.7).containsEntry("b", 0.8);
    }

    /** Its only epoch ends where its budget does: with it others would be told that nothing is gained in the second half. */
    @Test
    void hasNoScoreHalfwayWhereNoEpochEndsThere() throws InterruptedException {
        TrialResult result = new TrialResult(0.75, Map.of(), 1, 1, CURVE);
        assertThat(evaluator((candidate, part, stop) -> result, 1000, () -> false)
                        .evaluate(trial(10))
                        .values())
                .containsEntry(TrialEvaluator.END_SCORE, 0.1)
                .doesNotContainKey(TrialEvaluator.HALFWAY_SCORE);
    }

    @Test
    void nothingToBeFoundIsNotANumber() throws InterruptedException {
        TrialResult nothing = new TrialResult(Double.NaN, Map.of(), 1, 1, new TrialCurve(List.of()));
        assertThat(evaluator((candidate, part, stop) -> nothing, 1000, () -> false)
                        .evaluate(trial(90))
                        .state())
                .isEqualTo(TrialState.NAN);
    }

    @Test
    void whatIsHopelessHalfwayIsNotTrainedFurther() throws InterruptedException {
        TrialEvaluator.Training never = (candidate, part, stop) -> {
            throw new AssertionError("trained on");
        };
        List<Double> looked = new ArrayList<>();
        Halfway halfway = (trial, candidate, part, stop) -> {
            looked.add(part);
            return Optional.of("too slow");
        };
        Outcome outcome = new TrialEvaluator(
                        SPACE, FoldRace.onOne(never), 90, 2, OptionalDouble.empty(), halfway, () -> false)
                .evaluate(trial(30));
        assertThat(outcome).isEqualTo(Outcome.failed(TrialState.STOPPED, "too slow"));
        assertThat(looked).containsExactly(30 / 90.0);
    }

    @Test
    void whatIsBeatenOnItsFirstFoldsKeepsTheirCases() throws InterruptedException {
        TrialEvaluator.Training first =
                (candidate, part, stop) -> new TrialResult(0.75, Map.of("a", 0.7), 12.5, 40, CURVE);
        TrialEvaluator.Training second =
                (candidate, part, stop) -> new TrialResult(0.5, Map.of("b", 0.4, "c", 0.7), 10, 30, CURVE);
        Trial higher = Trial.running(0, SPACE.standard(), Origin.PRIOR, 0, 1, 30, null);
        for (FoldRace.Look look : List.<FoldRace.Look>of(
                FoldRace.Look.NEVER, (trial, scores, done, folds) -> Optional.of(done + " of " + folds))) {
            TrialEvaluator evaluator = new TrialEvaluator(
                    SPACE,
                    new FoldRace(List.of(first, second), look),
                    90,
                    2,
                    OptionalDouble.empty(),
                    Halfway.NEVER,
                    () -> false);
            assertThat(evaluator.evaluate(trial(10)).values())
                    .containsEntry("loss", 0.25)
                    .containsEntry(Outcome.FOLDS, 1.0);
            Outcome outcome = evaluator.evaluate(higher);
            if (look == FoldRace.Look.NEVER) {
                assertThat(outcome.values().get("loss")).isCloseTo(0.4, within(1e-12));
                assertThat(outcome.values())
                        .containsEntry("runtime", 22.5)
                        .containsEntry(Outcome.FOLDS, 2.0)
                        .containsEntry(TrialEvaluator.END_SCORE, 0.8);
                assertThat(outcome.scores()).isEqualTo(Map.of("a", 0.7, "b", 0.4, "c", 0.7));
            } else {
                assertThat(outcome)
                        .isEqualTo(Outcome.failed(TrialState.STOPPED, "1 of 2").withScores(Map.of("a", 0.7)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TRAINING, NAN", "RESOURCE, OUT_OF_MEMORY", "DATA, CRASHED"})
    void failuresAreToldByTheirCause(ErrorKind kind, TrialState state) throws InterruptedException {
        TrialEvaluator evaluator = evaluator(
                (candidate, part, stop) -> {
                    throw new DecathleteException(kind, "because");
                },
                1000,
                () -> false);
        assertThat(evaluator.evaluate(trial(10))).isEqualTo(Outcome.failed(state, "because"));
    }

    @Test
    void beingLateIsATimeoutAndBeingStoppedIsNone() throws InterruptedException {
        TrialEvaluator.Training patient = (candidate, part, stop) -> {
            while (!stop.getAsBoolean()) {
                Thread.onSpinWait();
            }
            throw new DecathleteException(ErrorKind.INTERRUPTED, "stopped at epoch 3");
        };
        Outcome late = evaluator(patient, 0.05, () -> false).evaluate(trial(10));
        assertThat(late.state()).isEqualTo(TrialState.TIMEOUT);
        assertThat(late.message()).contains("0.05 s", "epoch 3");
        assertThatThrownBy(() -> evaluator(patient, 1000, () -> true).evaluate(trial(10)))
                .isInstanceOf(InterruptedException.class);
    }

    /** Four candidates for an epoch of two steps each, two of them for two more, one for all four; on a phantom. */
    @Test
    void successiveHalvingGoesOnFromCheckpoints(@TempDir Path folder) throws InterruptedException {
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(6);
        Candidate planned = Candidate.read(tiny.candidateFile(4));
        TrialTraining training = TrialTraining.open(
                tiny.work(),
                planned,
                "0",
                List.of(),
                new Budget.Epochs(4, 2),
                new RunRequest.Engine("cpu", "fp32", 1, 0),
                Progress.silent(),
                () -> false);
        List<Long> iterations = new ArrayList<>();
        SegmentationSpace space =
                SegmentationSpace.corrected(SpaceKind.HPO_HNAS, planned, MemoryBound.relativeTo(planned, 20, 4));
        TrialEvaluator evaluator = new TrialEvaluator(
                space,
                FoldRace.onOne((candidate, part, stop) -> {
                    TrialResult result = training.run(candidate, part, stop);
                    iterations.add(result.iterations());
                    return result;
                }),
                4,
                4,
                OptionalDouble.empty(),
                Halfway.NEVER,
                () -> false);
        Study study = new Study(StudySettings.of(
                space.space(),
                SuccessiveHalving.of(1, 4, 2),
                Objective.minimize(TrialEvaluator.LOSS),
                Objective.minimize(TrialEvaluator.RUNTIME)));
        new StudyRunner(study, evaluator).run();
        assertThat(study.trials())
                .allSatisfy(trial -> assertThat(trial.outcome().message()).isEmpty());
        assertThat(iterations).startsWith(2L, 2L).endsWith(8L);
        for (Trial trial : study.trials()) {
            assertThat(trial.outcome().scores()).isNotEmpty();
            if (trial.parent() != null) {
                Trial parent = study.trials().get(trial.parent());
                assertThat(trial.outcome().values().get("runtime"))
                        .isGreaterThan(parent.outcome().values().get("runtime"));
            }
        }
        assertThat(Files.isDirectory(tiny.work().resolve("trials"))).isTrue();
    }
}
