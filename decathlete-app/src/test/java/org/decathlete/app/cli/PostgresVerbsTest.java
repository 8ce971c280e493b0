package org.decathlete.app.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.decathlete.app.cli.Verbs.Ended;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.Steps;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.Progress;
import org.decathlete.search.format.StudyFormat;
import org.decathlete.search.store.StudyExport;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.testkit.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Verbs with a study on a PostgreSQL server that asks for a password, which nobody may read afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresVerbsTest {
    private static final int TRIALS = 6;
    private static final String[] ENGINE = {"--device", "cpu", "--precision", "fp32", "--threads", "1"};

    @TempDir
    private static Path folder = Path.of(".");

    private final List<String> told = new ArrayList<>();
    private @Nullable PostgresServer server;
    private Path work = Path.of("");
    private Ended searched = new Ended(-1, "", "");

    /** A search of six trials of an epoch or two. */
    @BeforeAll
    void search() throws IOException, InterruptedException {
        server = PostgresServer.start();
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(6);
        work = tiny.work();
        searched = run(with(
                ENGINE,
                "search",
                "--study",
                server().address(),
                "--work",
                work,
                "--candidate",
                tiny.candidateFile(4),
                "--space",
                "hpo",
                "--trial-epochs",
                "2",
                "--lowest-trial-epochs",
                "1",
                "--trial-iterations",
                "2",
                "--eta",
                "2",
                "--json"));
        assertThat(searched.code()).as(searched.said()).isZero();
    }

    @AfterAll
    void stopServer() throws IOException, InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    private PostgresServer server() {
        return requireNonNull(server);
    }

    private static Object[] with(String[] more, Object... arguments) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
    }

    private Ended run(Object... arguments) {
        return noted(Verbs.run(arguments));
    }

    private Ended noted(Ended ended) {
        told.add(ended.printed());
        told.add(ended.said());
        return ended;
    }

    private Ended study(String verb, Object... more) {
        String[] where = {"--study", server().address()};
        return run(with(
                where, Stream.concat(Stream.of("study", verb), Stream.of(more)).toArray()));
    }

    @Test
    void verbsTellOfTheSearch() throws IOException {
        assertThat(searched.json().path("evaluated").asInt()).isEqualTo(TRIALS);
        assertThat(study("list", "--json")
                        .json()
                        .valueStream()
                        .map(one -> one.path("name").asString()))
                .contains("hpo");
        JsonNode shown = study("show", "--name", "hpo", "--json").json();
        assertThat(shown.path("finished").asBoolean()).isTrue();
        assertThat(shown.path("trials"))
                .hasSize(TRIALS)
                .allSatisfy(trial -> assertThat(trial.path("state").asString()).isEqualTo("OK"));
        Path file = folder.resolve("best.json");
        JsonNode best =
                study("best", "--name", "hpo", "--candidate", file, "--json").json();
        assertThat(best).isEqualTo(searched.json().path("best"));
        assertThat(Candidate.read(file).id()).isEqualTo(best.path("candidate").asString());
        assertThat(study("pareto", "--name", "hpo", "--json").json().path("trials"))
                .isEqualTo(searched.json().path("front"));
        Path table = folder.resolve("study.csv");
        assertThat(study("export", "--name", "hpo", "--format", "csv", "--output", table)
                        .code())
                .isZero();
        assertThat(Files.readAllLines(table)).hasSize(TRIALS + 1);
    }

    /** With the default's trial of the search; two machines that plan the same dataset share out the others. */
    @Test
    void workersOfTwoWorkFoldersHelp() {
        StudyExport whole = StudyExport.read(study("export", "--name", "hpo").printed(), StudyFormat.standard());
        Path elsewhere = folder.resolve("elsewhere");
        Steps.plan(PlanRequest.of(folder.resolve("dataset"), elsewhere), 1, Progress.silent());
        try (StudyStore store = StudyStores.open(server().address())) {
            new StudyExport("helped", whole.settings(), whole.trials().subList(0, 1)).into(store);
        }
        assertThat(study("stop", "--name", "helped", "--json")
                        .json()
                        .path("stopped")
                        .asBoolean())
                .isTrue();
        Ended idle = noted(Verbs.together(worker(work), worker(elsewhere)));
        assertThat(idle.code()).as(idle.said()).isZero();
        assertThat(study("show", "--name", "helped", "--json").json().path("trials"))
                .hasSize(1);
        assertThat(study("resume", "--name", "helped").code()).isZero();
        Ended helped = noted(Verbs.together(worker(work), worker(elsewhere)));
        assertThat(helped.code()).as(helped.said()).isZero();
        JsonNode shown = study("show", "--name", "helped", "--json").json();
        assertThat(shown.path("finished").asBoolean()).isTrue();
        List<JsonNode> trials = shown.path("trials").valueStream().skip(1).toList();
        assertThat(trials)
                .hasSize(TRIALS - 1)
                .allSatisfy(trial -> assertThat(trial.path("state").asString()).isEqualTo("OK"));
        assertThat(trials.stream().map(trial -> trial.path("worker").asString()).distinct())
                .as(helped.said())
                .hasSize(2);
        assertThat(elsewhere.resolve("trials")).isNotEmptyDirectory();
    }

    private Object[] worker(Path folder) {
        return with(ENGINE, "worker", "--study", server().address(), "--name", "helped", "--work", folder);
    }

    @Test
    void whatFailsDoesNotTellThePasswordEither() {
        String address = server().address("wr0ng%2Fpassword");
        Ended refused = run("study", "list", "--study", address);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.said()).contains("password authentication failed", "jdbc:postgresql://127.0.0.1");
        Ended unknown = study("show", "--name", "none");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.said()).contains("postgresql://decathlete@127.0.0.1");
        Ended worker = run("worker", "--study", address, "--work", work);
        assertThat(worker.code()).isEqualTo(3);
        Ended broken = run("worker", "--work", work, "--study", "postgresql://me:wr0ng password@host/studies");
        assertThat(broken.code()).isEqualTo(3);
        assertThat(List.of(refused, unknown, worker, broken))
                .noneMatch(ended -> ended.said().contains("wr0ng"));
    }

    /** In nothing that was said or printed so far, in no file, and not in the study. */
    @AfterEach
    void nobodyReadsThePassword() throws IOException {
        study("export", "--name", "hpo");
        String password = server().password();
        assertThat(told).hasSizeGreaterThan(4).noneMatch(text -> tells(text, password));
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(20);
            for (Path file : all) {
                assertThat(tells(Files.readString(file, StandardCharsets.ISO_8859_1), password))
                        .as("%s", file)
                        .isFalse();
            }
        }
    }

    private static boolean tells(String text, String password) {
        return text.contains(password) || text.contains(URLDecoder.decode(password, StandardCharsets.UTF_8));
    }
}
