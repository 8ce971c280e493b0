package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.decathlete.app.finals.TinyFinals;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.Json;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code search --final-epochs}, killed in the midst of its first final, which would never end. */
class FinalsKillTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void afterAKillInAFinalTheSameCommandGoesOnWithIt() throws IOException, InterruptedException {
        TinyTrainings tiny = TinyFinals.planned(folder);
        Path candidate = tiny.candidateFile(4);
        String log = "runs/" + Candidate.read(candidate).id() + "/seed_0/fold_0/metrics.jsonl";
        List<JsonNode> first = killed(tiny.work(), candidate, log, 30);
        Map<Integer, Trial> trials = trials(tiny.work());
        assertThat(trials).hasSize(6);
        List<JsonNode> second = killed(tiny.work(), candidate, log, first.size() + 1);
        assertThat(trials(tiny.work())).isEqualTo(trials);
        // The very same epochs, and not others like them: they name the speed that was measured.
        assertThat(second.subList(0, 2)).isEqualTo(first.subList(0, 2));
        for (int i = 0; i < second.size(); i++) {
            assertThat(second.get(i).path("epoch").asInt()).isEqualTo(i);
        }
        assertThat(tiny.work().resolve("runs")).doesNotExist();
    }

    private static Map<Integer, Trial> trials(Path work) {
        try (StudyStore store = StudyStores.open(work.resolve("study.db").toString())) {
            Map<Integer, Trial> trials = new TreeMap<>();
            store.open("hpo-nested").trials().forEach(trial -> trials.put(trial.id(), trial));
            return trials;
        }
    }

    /** Kills the command once its first final has trained so many epochs; returns what was written of them. */
    private List<JsonNode> killed(Path work, Path candidate, String log, int epochs)
            throws IOException, InterruptedException {
        ProcessBuilder builder = SelfLaunch.foldWorker(1, 300L << 20);
        List<String> command = builder.command();
        command.remove(FoldWorkerCommand.NAME);
        command.set(command.indexOf(Main.class.getName()), LeashedMain.class.getName());
        command.addAll(List.of("search", "--work", work.toString(), "--candidate", candidate.toString()));
        command.addAll(List.of("--space", "hpo", "--eta", "2", "--trial-epochs", "4", "--lowest-trial-epochs", "2"));
        command.addAll(List.of("--trial-iterations", "2", "--final-epochs", "100000", "--device", "cpu"));
        command.addAll(List.of("--precision", "fp32", "--threads", "1"));
        Path said = folder.resolve("said.txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .directory(folder.toFile())
                .start();
        try {
            for (int i = 0; i < 2400 && epochs(work, log).size() < epochs; i++) {
                assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
                Thread.sleep(50);
            }
            assertThat(epochs(work, log).size()).as(Files.readString(said)).isGreaterThanOrEqualTo(epochs);
        } finally {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        return epochs(work, log);
    }

    /** Those of the only finals that there are. */
    private static List<JsonNode> epochs(Path work, String name) throws IOException {
        List<JsonNode> epochs = new ArrayList<>();
        Path finals = work.resolve("finals");
        if (!Files.exists(finals)) {
            return epochs;
        }
        Path log;
        try (Stream<Path> folders = Files.list(finals)) {
            log = folders.findFirst().orElse(finals).resolve(name);
        }
        for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
            // The last may be half written.
            if (line.endsWith("}") && line.contains("train_loss")) {
                epochs.add(Json.mapper().readTree(line));
            }
        }
        return epochs;
    }
}
