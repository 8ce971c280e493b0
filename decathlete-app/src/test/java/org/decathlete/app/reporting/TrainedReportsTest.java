package org.decathlete.app.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.results.CrossValidation;
import org.decathlete.app.results.FinishedFold;
import org.decathlete.app.results.FinishedRuns;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of what {@code train} alone has made. */
class TrainedReportsTest {
    @TempDir
    private Path folder = Path.of(".");

    private TinyTrainings trainings = new TinyTrainings(folder);

    @BeforeEach
    void plan() {
        trainings = new TinyTrainings(folder);
        trainings.plan(6);
    }

    @Test
    void tellsOfTheFoldsThatTheModelWasMadeOf() throws IOException {
        trainings.train(4, false, "0", "1");
        RunOutcome outcome = again();
        String html = Files.readString(trainings.work().resolve("report.html"));
        assertThat(outcome.fold()).isEqualTo("0,1");
        assertThat(html)
                .contains("folds 0,1", "fold 1, moving average", "Done, fold 1", "2 iterations in ")
                .contains("Each of the " + outcome.validationCases() + " results");

        List<String> judged = new ArrayList<>();
        for (CrossValidation run : FinishedRuns.find(trainings.project().workspace())) {
            for (FinishedFold fold : run.folds().values()) {
                fold.scores().cases().stream().map(CaseScores::id).forEach(judged::add);
            }
        }
        assertThat(outcome.validationCases()).isEqualTo(judged.size()).isGreaterThan(2);
        judged.forEach(id -> assertThat(html).contains(id));
    }

    @Test
    void oneFoldIsReportedAsARunIsAndTheLastTrainedCandidateCounts() throws IOException {
        trainings.train(6, false, "1");
        trainings.train(4, false, "0");
        RunOutcome outcome = again();
        assertThat(outcome.fold()).isEqualTo("0");
        String html = Files.readString(trainings.work().resolve("report.html"));
        assertThat(html).contains("The model was trained on ", "were not among them", "Learning rate");
        assertThat(html).contains(outcome.candidate());
        byte[] model = Files.readAllBytes(trainings.work().resolve("model/model.json"));
        again();
        assertThat(Files.readAllBytes(trainings.work().resolve("model/model.json")))
                .isEqualTo(model);
        assertThat(OutcomeText.lines(outcome).get(0))
                .matches("mean foreground Dice (0\\.\\d{4}|without a value) on \\d cases that the model never saw: "
                        + "[a-z ]+ (0\\.\\d{4}|without a value), .*");
    }

    @Test
    void aModelThatWasTrainedOnAllCasesIsNotPraised() throws IOException {
        trainings.train(4, false, "all");
        assertThat(again().fold()).isEqualTo("all");
        assertThat(Files.readString(trainings.work().resolve("report.html")))
                .contains("the figures say nothing about new patients");
    }

    @Test
    void withoutATrainingTheRemedyIsSaid() throws IOException {
        assertThatThrownBy(this::again)
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("no finished training")
                .hasMessageContaining("`train`");
        trainings.train(4, false, "0");
        Files.delete(
                trainings.project().workspace().run(again().candidate(), 0, "0").resolve("summary.json"));
        assertThatThrownBy(this::again)
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("fold 0 is not finished")
                .hasMessageContaining("summary.json");
    }

    private RunOutcome again() {
        return TrainedReports.again(trainings.work(), 1, Progress.silent());
    }
}
