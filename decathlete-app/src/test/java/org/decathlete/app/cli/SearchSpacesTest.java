package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.app.cli.Verbs.run;

import java.nio.file.Path;
import org.decathlete.app.cli.Verbs.Ended;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.core.candidate.Candidate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code search} with every space: the default and one proposal are trained for an epoch of one step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchSpacesTest {
    @TempDir
    private static Path folder = Path.of(".");

    private Path work = Path.of("");
    private TinyTrainings tiny = new TinyTrainings(folder);

    @BeforeAll
    void plan() {
        // The folder was not there yet when this was made.
        tiny = new TinyTrainings(folder);
        tiny.plan(5);
        work = tiny.work();
    }

    /** Around a network with so many channels in its first stage. */
    private Ended search(int width, String space, String mode) {
        Object[] arguments = {
            "search",
            "--work",
            work,
            "--candidate",
            tiny.candidateFile(width),
            "--space",
            space,
            "--mode",
            mode,
            "--trial-epochs",
            "1",
            "--lowest-trial-epochs",
            "1",
            "--trial-iterations",
            "1",
            "--eta",
            "2",
            "--device",
            "cpu",
            "--precision",
            "fp32",
            "--threads",
            "1",
            "--json"
        };
        return run(arguments);
    }

    @Test
    void thePublishedWidthsDoNotHoldEveryNetwork() {
        Ended refused = search(4, "hpo-nas", "published");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.said()).contains("16 to 64 features in the first stage", "has 4", "--mode corrected");
    }

    @ParameterizedTest
    @CsvSource({
        "hpo, published, hpo-published, 8",
        "hpo, corrected, hpo, 10",
        "hpo-nas, published, hpo-nas-published, 15",
        "hpo-nas, corrected, hpo-nas, 18",
        "hpo-hnas, published, hpo-hnas-published, 10",
        "hpo-hnas, corrected, hpo-hnas, 12"
    })
    void proposesAndTrains(String space, String mode, String study, int parameters) {
        Ended searched = search(16, space, mode);
        assertThat(searched.code()).as(searched.said()).isZero();
        JsonNode found = searched.json();
        assertThat(found.path("study").asString()).isEqualTo(study);
        assertThat(found.path("ending").asString()).isEqualTo("FINISHED");
        assertThat(found.path("evaluated").asInt()).isEqualTo(2);

        String store = work.resolve("study.db").toString();
        JsonNode shown = run("study", "show", "--study", store, "--name", study, "--json")
                .json();
        assertThat(shown.path("about").path("space").asString()).isEqualTo(space);
        assertThat(shown.path("about").path("mode").asString()).isEqualTo(mode);
        assertThat(shown.path("parameters")).hasSize(parameters);
        assertThat(shown.path("trials")).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.path("state").asString())
                    .as(trial.path("message").asString())
                    .isEqualTo("OK");
            assertThat(trial.path("values").path("parameters").asDouble()).isPositive();
        });
        JsonNode proposed = shown.path("trials").path(1).path("configuration");
        assertThat(proposed).isNotEqualTo(shown.path("trials").path(0).path("configuration"));

        Path file = folder.resolve(study + ".json");
        Ended best =
                run("study", "best", "--study", store, "--name", study, "--work", work, "--candidate", file, "--json");
        assertThat(best.code()).as(best.said()).isZero();
        String id = Candidate.read(file).id();
        assertThat(id).isEqualTo(best.json().path("candidate").asString());
        assertThat(work.resolve("trials").resolve(id)).isNotEmptyDirectory();
    }
}
