package org.decathlete.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.Steps;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchDecisionTest {
    private static final String CONFIGURATION = "3d_fullres";
    private static final RunRequest.Schedule SECONDS =
            new RunRequest.Schedule(OptionalDouble.of(600), OptionalInt.empty(), OptionalInt.empty());
    private static final RunRequest.Schedule COUNTED =
            new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.of(5));

    @TempDir
    Path folder;

    private Project project;
    private Plans plans;

    @BeforeEach
    void plan() {
        Path dataset = folder.resolve("dataset");
        PhantomDataset.write(dataset, new PhantomSettings(6, new int[] {12, 20, 20}, 5), Progress.silent());
        plans = Steps.plan(PlanRequest.of(dataset, folder.resolve("work")), 2, Progress.silent());
        project = Project.reopen(folder.resolve("work"), 2, Progress.silent());
    }

    @Test
    void aNumberIsTakenAndTheLearningRateFollows() {
        Candidate planned = decision("plan", COUNTED).planned(CONFIGURATION, RecipeName.NNUNET);
        assertThat(planned.batchSize()).isEqualTo(2);
        Candidate doubled = decision("4", COUNTED).planned(CONFIGURATION, RecipeName.NNUNET);
        assertThat(doubled.batchSize()).isEqualTo(4);
        assertThat(rate(doubled)).isCloseTo(2 * rate(planned), within(1e-12));
        Candidate accelerated = decision("3", COUNTED).planned(CONFIGURATION, RecipeName.ACCELERATED);
        assertThat(rate(accelerated)).isCloseTo(0.002 * Math.sqrt(1.5), within(1e-12));
        assertThat(RecipeName.of(accelerated.recipe())).contains(RecipeName.ACCELERATED);
        assertThat(rate(decision("1", COUNTED).planned(CONFIGURATION, RecipeName.ACCELERATED)))
                .isEqualTo(0.002);
        assertThat(decision("4", COUNTED).given(planned)).isEqualTo(doubled);
        assertThatThrownBy(() -> BatchRequest.parse("none"))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("--batch none");
        assertThatThrownBy(() -> BatchRequest.parse("0")).isInstanceOf(DecathleteException.class);
    }

    @Test
    void onlyABudgetOfTimeIsMeasuredAndThatOnce() {
        BatchDecision unstated =
                new BatchDecision(project, plans, BatchRequest.UNSTATED, COUNTED, TinyTrainings.ENGINE);
        assertThat(unstated.planned(CONFIGURATION, RecipeName.ACCELERATED))
                .isEqualTo(new PlannedCandidate(CONFIGURATION, RecipeName.ACCELERATED, "cpu")
                        .of(project.dataset().description(), plans));
        assertThat(folder.resolve("work/batches.json")).doesNotExist();
        BatchDecision timed = new BatchDecision(project, plans, BatchRequest.UNSTATED, SECONDS, TinyTrainings.ENGINE);
        assertThat(timed.planned(CONFIGURATION, RecipeName.NNUNET).batchSize()).isEqualTo(2);
        assertThat(folder.resolve("work/batches.json")).doesNotExist();

        Candidate measured = timed.planned(CONFIGURATION, RecipeName.ACCELERATED);
        assertThat(measured.batchSize()).isBetween(1, 2);
        BatchFile.Entry entry =
                new BatchFile(project.workspace()).ofCandidate(measured.id()).orElseThrow();
        assertThat(entry.measured()).isNotEmpty();
        assertThat(entry.learningRateFactor()).isEqualTo(1);
        assertThat(timed.planned(CONFIGURATION, RecipeName.ACCELERATED)).isEqualTo(measured);
        assertThat(decision("auto", COUNTED).planned(CONFIGURATION, RecipeName.ACCELERATED))
                .isEqualTo(measured);
    }

    @Test
    void whatIsStoredIsNotMeasuredAgain() throws Exception {
        Candidate measured = decision("auto", COUNTED).planned(CONFIGURATION, RecipeName.ACCELERATED);
        Path file = folder.resolve("work/batches.json");
        String other = Files.readString(file)
                .replaceFirst("(\"candidate\" ?: ?\"[0-9a-f]+\",\\s*\"samples\" ?: ?)\\d+", "$17");
        Files.writeString(file, other);
        Candidate again = decision("auto", COUNTED).planned(CONFIGURATION, RecipeName.ACCELERATED);
        assertThat(again.batchSize()).isEqualTo(7).isNotEqualTo(measured.batchSize());
    }

    private BatchDecision decision(String batch, RunRequest.Schedule schedule) {
        return new BatchDecision(project, plans, BatchRequest.parse(batch), schedule, TinyTrainings.ENGINE);
    }

    private static double rate(Candidate candidate) {
        return candidate.recipe().optimizer().learningRate();
    }
}
