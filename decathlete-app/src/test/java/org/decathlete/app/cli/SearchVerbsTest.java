package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.app.cli.Verbs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.decathlete.app.cli.Verbs.Ended;
import org.decathlete.app.pipeline.TinyTrainings;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.Json;
import org.decathlete.search.format.StudyFormat;
import org.decathlete.search.store.StudyExport;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The verbs around a search of six trials. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchVerbsTest {
    private static final int TRIALS = 6;

    @TempDir
    private static Path folder = Path.of(".");

    private Path work = Path.of("");
    private Path candidate = Path.of("");
    private Path store = Path.of("");
    private Ended searched = new Ended(-1, "", "");

    private Object[] search(String... more) {
        return search(candidate, more);
    }

    private Object[] search(Path around, String... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("search", "--work", work, "--candidate", around, "--space", "hpo", "--device", "cpu"));
        arguments.addAll(List.of("--precision", "fp32", "--threads", "1", "--eta", "2"));
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    private Object[] counted() {
        return search("--trial-epochs", "4", "--lowest-trial-epochs", "2", "--trial-iterations", "2", "--json");
    }

    @BeforeAll
    void searchOnce() {
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(6);
        work = tiny.work();
        candidate = tiny.candidateFile(4);
        store = work.resolve("study.db");
        searched = run(counted());
    }

    @Test
    void aSearchPrintsWhatItFoundAndKeepsIt() {
        assertThat(searched.code()).as(searched.said()).isZero();
        JsonNode found = searched.json();
        assertThat(found.path("study").asString()).isEqualTo("hpo");
        assertThat(found.path("ending").asString()).isEqualTo("FINISHED");
        assertThat(found.path("trials").asInt()).isEqualTo(TRIALS);
        assertThat(found.path("evaluated").asInt()).isEqualTo(TRIALS);
        double best = found.path("best").path("dice").asDouble();
        assertThat(best)
                .isGreaterThanOrEqualTo(found.path("standard").path("dice").asDouble());
        assertThat(found.path("standard").path("candidate").asString())
                .isEqualTo(Candidate.read(candidate).id());
        assertThat(work.resolve("search.html")).isNotEmptyFile();
        JsonNode again = run(counted()).json();
        assertThat(again.path("evaluated").asInt()).isZero();
        assertThat(again.path("best")).isEqualTo(found.path("best"));
    }

    @Test
    void theBestCandidateCanBeTrained() {
        Path file = folder.resolve("best.json");
        Ended best = run("study", "best", "--study", store, "--name", "hpo", "--candidate", file, "--json");
        assertThat(best.code()).as(best.said()).isZero();
        assertThat(best.json()).isEqualTo(searched.json().path("best"));
        Candidate found = Candidate.read(file);
        assertThat(found.id()).isEqualTo(best.json().path("candidate").asString());
        JsonNode cheapest = run("study", "best", "--study", store, "--name", "hpo", "--within", "1", "--json")
                .json();
        JsonNode trials = run("study", "show", "--study", store, "--name", "hpo", "--json")
                .json()
                .path("trials");
        assertThat(trials).hasSize(TRIALS).allSatisfy(trial -> {
            assertThat(trial.path("state").asString()).isEqualTo("OK");
            assertThat(trial.path("values").path("runtime").asDouble())
                    .isGreaterThanOrEqualTo(
                            cheapest.path("values").path("runtime").asDouble());
        });
        assertThat(run(
                                "train",
                                "--work",
                                work,
                                "--candidate",
                                file,
                                "--iterations",
                                "2",
                                "--device",
                                "cpu",
                                "--precision",
                                "fp32",
                                "--threads",
                                "1")
                        .code())
                .isZero();
        assertThat(work.resolve("runs").resolve(found.id())).isDirectory();
    }

    @Test
    void theFrontIsOfTheObjectives() {
        JsonNode front = run("study", "pareto", "--study", store, "--name", "hpo", "--json")
                .json();
        assertThat(front.path("objectives").valueStream().map(JsonNode::asString))
                .containsExactly("loss", "runtime");
        assertThat(front.path("trials")).isEqualTo(searched.json().path("front"));
        double before = 0;
        for (JsonNode trial : front.path("trials")) {
            assertThat(trial.path("values").path("loss").asDouble()).isGreaterThanOrEqualTo(before);
            before = trial.path("values").path("loss").asDouble();
        }
    }

    @Test
    void studiesGoOutAndComeBack() throws IOException {
        Path json = folder.resolve("study.json");
        Path table = folder.resolve("study.csv");
        assertThat(run("study", "export", "--study", store, "--name", "hpo", "--output", json)
                        .code())
                .isZero();
        assertThat(run("study", "export", "--study", store, "--name", "hpo", "--format", "csv", "--output", table)
                        .code())
                .isZero();
        StudyExport exported = StudyExport.read(Files.readString(json), StudyFormat.standard());
        assertThat(exported.trials()).hasSize(TRIALS);
        assertThat(Files.readAllLines(table)).hasSize(TRIALS + 1);

        Path other = folder.resolve("other.db");
        assertThat(run("study", "import", json, "--study", other).code()).isZero();
        assertThat(run("study", "import", table, "--study", other).code()).isEqualTo(2);
        assertThat(run("study", "import", table, "--study", other, "--name", "table", "--settings-of", "hpo")
                        .code())
                .isZero();
        Ended twice = run("study", "import", json, "--study", other);
        assertThat(twice.code()).isEqualTo(3);
        assertThat(twice.said()).contains("there already");
        JsonNode studies = run("study", "list", "--study", other, "--json").json();
        assertThat(studies.valueStream().map(study -> study.path("name").asString()))
                .containsExactly("hpo", "table");
        assertThat(studies.path(1).path("trials").path("OK").asInt()).isEqualTo(TRIALS);
        try (StudyStore opened = StudyStores.open(other.toString())) {
            assertThat(opened.open("table").best().map(trial -> trial.id()))
                    .isEqualTo(opened.open("hpo").best().map(trial -> trial.id()));
        }
        Files.writeString(json, Files.readString(json).replace("\"version\":1", "\"version\":9"));
        Ended newer = run("study", "import", json, "--study", other, "--name", "newer");
        assertThat(newer.code()).isEqualTo(3);
        assertThat(newer.said()).contains("study.json", "newer program");
    }

    @Test
    void aStoppedStudyHasNoWorkUntilItGoesOn() {
        Path other = folder.resolve("stopped.db");
        Path json = folder.resolve("to-stop.json");
        run("study", "export", "--study", store, "--name", "hpo", "--output", json);
        run("study", "import", json, "--study", other);
        assertThat(run("study", "stop", "--study", other, "--json")
                        .json()
                        .path("stopped")
                        .asBoolean())
                .isTrue();
        assertThat(run("study", "show", "--study", other, "--json")
                        .json()
                        .path("stopped")
                        .asBoolean())
                .isTrue();
        assertThat(run("study", "resume", "--study", other, "--json")
                        .json()
                        .path("stopped")
                        .asBoolean())
                .isFalse();
        JsonNode helped = run("worker", "--study", other, "--work", work, "--threads", "1", "--device", "cpu", "--json")
                .json();
        assertThat(helped.path("ending").asString()).isEqualTo("FINISHED");
        assertThat(helped.path("evaluated").asInt()).isZero();
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(run("study").code()).isEqualTo(2);
        assertThat(run("study", "show", "--study", folder.resolve("absent.db")).code())
                .isEqualTo(2);
        Ended unknown = run("study", "show", "--study", store, "--name", "nas");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.said()).contains("--name nas", "hpo");
        assertThat(run(search("--budget", "1m", "--objective", "runtime")).said())
                .contains("--objective runtime", "--trial-epochs");
        assertThat(run(search("--space", "everything")).code()).isEqualTo(2);
        assertThat(run(search("--budget", "20s", "--name", "short")).said()).contains("--budget leaves");
    }

    /** The default is trained for longer than any test takes; it goes on at the epoch where it was killed. */
    @Test
    void afterAKillTheSameCommandGoesOnFromTheCheckpoint() throws IOException, InterruptedException {
        Path other = new TinyTrainings(folder).candidateFile(5);
        String[] endless = {"--name", "killed", "--trial-epochs", "100000", "--trial-iterations", "2"};
        List<JsonNode> first = killed(other, 30, endless);
        List<JsonNode> second = killed(other, first.size() + 1, endless);
        // With the speed that was measured then: another beginning would have another.
        assertThat(second.subList(0, 2)).isEqualTo(first.subList(0, 2));
        for (int i = 0; i < second.size(); i++) {
            assertThat(second.get(i).path("epoch").asInt()).isEqualTo(i);
        }
        try (StudyStore opened = StudyStores.open(store.toString())) {
            assertThat(opened.open("killed").records()).singleElement().satisfies(trial -> {
                assertThat(trial.trial().state()).isEqualTo(TrialState.RUNNING);
                assertThat(trial.attempt()).isEqualTo(2);
            });
        }
    }

    /** Kills the search once the default has trained so many epochs; returns what was written of them. */
    private List<JsonNode> killed(Path around, int epochs, String... more) throws IOException, InterruptedException {
        ProcessBuilder builder = SelfLaunch.foldWorker(1, 300L << 20);
        List<String> command = builder.command();
        command.remove(FoldWorkerCommand.NAME);
        command.set(command.indexOf(Main.class.getName()), LeashedMain.class.getName());
        Stream.of(search(around, more)).map(Object::toString).forEach(command::add);
        Path said = folder.resolve("said.txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .directory(folder.toFile())
                .start();
        try {
            for (int i = 0; i < 1200 && epochs(around).size() < epochs; i++) {
                assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
                Thread.sleep(50);
            }
            assertThat(epochs(around).size()).as(Files.readString(said)).isGreaterThanOrEqualTo(epochs);
        } finally {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        return epochs(around);
    }

    /** What was written of the epochs of a candidate that one search trains. */
    private List<JsonNode> epochs(Path around) throws IOException {
        Optional<Path> log;
        try (Stream<Path> files = Files.walk(work.resolve("trials"))) {
            log = files.filter(file -> file.endsWith("metrics.jsonl"))
                    .filter(file ->
                            file.toString().contains(Candidate.read(around).id()))
                    .findFirst();
        }
        List<JsonNode> epochs = new ArrayList<>();
        for (String line : log.isPresent() ? Files.readAllLines(log.get()) : List.<String>of()) {
            // The last may be half written.
            if (line.endsWith("}") && line.contains("train_loss")) {
                epochs.add(Json.mapper().readTree(line));
            }
        }
        return epochs;
    }
}
