package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.decathlete.app.cli.Verbs.Ended;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RacedSearchVerbTest {
    @TempDir
    private Path folder = Path.of(".");

    private static Ended search(Path work, Path candidate, String... more) {
        List<Object> arguments = new ArrayList<>(List.of("search", "--work", work, "--candidate", candidate));
        arguments.addAll(List.of("--space", "hpo", "--eta", "2", "--objective", "none", "--trial-epochs", "4"));
        arguments.addAll(List.of("--lowest-trial-epochs", "2", "--trial-iterations", "2", "--device", "cpu"));
        arguments.addAll(List.of("--precision", "fp32", "--threads", "1", "--json"));
        arguments.addAll(List.of(more));
        return Verbs.run(arguments.toArray());
    }

    @Test
    void trialsOfHigherBudgetsAreJudgedOnMoreFolds() throws IOException {
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(6);
        Path work = tiny.work();
        Path candidate = tiny.candidateFile(4);
        Ended raced = search(work, candidate, "--race-folds", "2");
        assertThat(raced.code()).as(raced.said()).isZero();
        assertThat(raced.json().path("study").asString()).isEqualTo("hpo-race2");
        assertThat(Files.readString(work.resolve("search.html"))).contains("<th>Folds</th>");
        Ended again = search(work, candidate, "--race-folds", "2");
        assertThat(again.json().path("evaluated").asInt()).isZero();
        assertThat(again.json().path("best")).isEqualTo(raced.json().path("best"));

        Path store = work.resolve("study.db");
        JsonNode shown = Verbs.run("study", "show", "--study", store, "--json").json();
        assertThat(shown.path("about").path("folds").valueStream().map(JsonNode::asString))
                .containsExactly("0", "1");
        try (StudyStore opened = StudyStores.open(store.toString())) {
            List<Trial> trials = opened.open("hpo-race2").trials();
            assertThat(trials).hasSize(6);
            for (Trial trial : trials) {
                // Of six cases two are in the first fold's validation, and one in the second's.
                assertThat(trial.outcome().values()).containsEntry(Outcome.FOLDS, trial.level() + 1.0);
                assertThat(trial.outcome().scores()).hasSize(trial.level() + 2);
            }
        }
        try (Stream<Path> trained = Files.list(
                work.resolve("trials").resolve(Candidate.read(candidate).id()))) {
            assertThat(trained.filter(Files::isDirectory)
                            .map(one -> one.getFileName().toString().replaceFirst("_[^_]*$", "")))
                    .containsExactlyInAnyOrder("seed_0_fold_0", "seed_0_fold_1");
        }
        Ended other = search(work, candidate, "--name", "hpo-race2");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.said()).contains("number of folds that are raced 2, not 1");
        Ended tooMany = search(work, candidate, "--race-folds", "9");
        assertThat(tooMany.code()).isEqualTo(2);
        assertThat(tooMany.said()).contains("--race-folds 9", "5 folds");
    }
}
