package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Folds in processes of their own, as the command line starts them. */
class ParallelFoldsTest {
    @TempDir
    private Path folder = Path.of(".");

    private Path work = Path.of("");
    private Path candidate = Path.of("");

    private record Ended(int code, String said) {}

    @BeforeEach
    void plan() {
        TinyTrainings trainings = new TinyTrainings(folder);
        trainings.plan(6);
        work = trainings.work();
        candidate = trainings.candidateFile(4);
    }

    @Test
    void foldsSideBySideEndBitByBitAsOneAfterAnother() throws IOException {
        assertThat(train("0,1", "--threads", "1", "--parallel-folds", "1", "--iterations", "3")
                        .code())
                .isZero();
        byte[] first = weights(0);
        byte[] second = weights(1);
        assertThat(first).isNotEqualTo(second);
        Files.move(work.resolve("runs"), folder.resolve("runs_one_after_another"));

        assertThat(train("0,1", "--threads", "2", "--parallel-folds", "2", "--iterations", "3")
                        .code())
                .isZero();
        assertThat(weights(0)).isEqualTo(first);
        assertThat(weights(1)).isEqualTo(second);
        assertThat(fold(0).resolve("summary.json")).exists();
        assertThat(fold(1).resolve("summary.json")).exists();
        JsonNode model = Json.read(work.resolve("model/model.json"));
        assertThat(model.path("folds").valueStream().map(JsonNode::asString)).containsExactly("0", "1");
        assertThat(Json.read(fold(1).resolve("run.json"))
                        .at("/plan/engine/threads")
                        .asInt())
                .isEqualTo(1);
        JsonNode stages = Json.read(work.resolve("stages.json")).path("stages");
        assertThat(stages.propertyNames())
                .filteredOn(name -> name.startsWith("validation of fold"))
                .hasSize(2);
    }

    @Test
    void aFoldThatFailsDoesNotLoseTheOther() throws IOException {
        assertThat(train("1", "--iterations", "2").code()).isZero();
        Files.delete(fold(1).resolve("checkpoint_final.safetensors"));
        Files.delete(fold(1).resolve("summary.json"));
        Files.writeString(fold(1).resolve("checkpoint_latest.safetensors"), "broken");

        Ended ended = train("0,1", "--parallel-folds", "2", "--iterations", "2");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said())
                .contains("not finished: fold 1: ", "checkpoint_latest.safetensors", "Folds 0 are finished");
        assertThat(fold(0).resolve("summary.json")).exists();
        assertThat(Json.read(work.resolve("model/model.json"))
                        .path("folds")
                        .path(0)
                        .asString())
                .isEqualTo("0");

        Files.delete(fold(1).resolve("checkpoint_latest.safetensors"));
        assertThat(train("0,1", "--parallel-folds", "2", "--iterations", "2").code())
                .isZero();
        assertThat(Json.read(work.resolve("model/model.json")).path("folds")).hasSize(2);
    }

    @Test
    void aSignalStopsAllWithCheckpoints() throws IOException, InterruptedException {
        Process parent = start("0,1", "--parallel-folds", "2");
        try {
            awaitEpochs(parent, 0, 1);
            // Process.destroy would close the input first, which ends the process in another way.
            parent.toHandle().destroy();
            assertThat(parent.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            parent.destroyForcibly();
        }
        String said = Files.readString(folder.resolve("said.txt"));
        assertThat(parent.exitValue()).as(said).isEqualTo(5);
        assertThat(said).contains("fold 0 | ", "fold 1 | ", "2 at a time with 1 thread each");
        for (int number = 0; number < 2; number++) {
            assertThat(fold(number).resolve("checkpoint_latest.safetensors")).exists();
        }
    }

    @Test
    void foldsOfAKilledParentEndWithCheckpoints() throws IOException, InterruptedException {
        Process parent = start("0,1", "--parallel-folds", "2");
        List<ProcessHandle> workers = List.of();
        try {
            awaitEpochs(parent, 0, 1);
            workers = parent.descendants().toList();
            assertThat(workers).hasSize(2);
            parent.destroyForcibly().waitFor();
            for (int i = 0; i < 600 && workers.stream().anyMatch(ProcessHandle::isAlive); i++) {
                Thread.sleep(100);
            }
            assertThat(workers).noneMatch(ProcessHandle::isAlive);
        } finally {
            workers.forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
        for (int number = 0; number < 2; number++) {
            assertThat(fold(number).resolve("checkpoint_latest.safetensors")).exists();
        }
    }

    /** A process that ends while libtorch computes may die in its destructors, and then leaves a file hs_err_pid…log. */
    @Test
    void aSignalWhileLibtorchComputesEndsWithFiveAndNoCrash() throws IOException, InterruptedException {
        for (int i = 0; i < 4; i++) {
            Process process = start("0");
            try {
                awaitEpochs(process, 0);
                Thread.sleep(7L * i);
                process.toHandle().destroy();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("said.txt")))
                    .isEqualTo(5);
            Files.delete(fold(0).resolve("metrics.jsonl"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("hs_err"));
        }
    }

    /** Starts a training that takes longer than any test; it ends with this process at the latest. */
    private Process start(String folds, String... more) throws IOException {
        ProcessBuilder builder = SelfLaunch.foldWorker(2, 300L << 20);
        List<String> command = builder.command();
        command.remove(FoldWorkerCommand.NAME);
        command.set(command.indexOf(Main.class.getName()), LeashedMain.class.getName());
        command.addAll(List.of(arguments(folds, "--threads", "2", "--epochs", "100000", "--iterations", "4")));
        command.addAll(List.of(more));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .directory(folder.toFile())
                .start();
    }

    private void awaitEpochs(Process process, int... folds) throws IOException, InterruptedException {
        for (int i = 0; i < 1200; i++) {
            if (Arrays.stream(folds).allMatch(this::hasEpoch)) {
                return;
            }
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("said.txt")))
                    .isTrue();
            Thread.sleep(100);
        }
    }

    private static Ended run(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(said, true));
        return new Ended(line.execute(arguments), said.toString());
    }

    private Ended train(String folds, String... more) {
        return run(arguments(folds, more));
    }

    private String[] arguments(String folds, String... more) {
        Stream<String> always = Stream.of(
                "train",
                "--work",
                work.toString(),
                "--candidate",
                candidate.toString(),
                "--device",
                "cpu",
                "--precision",
                "fp32",
                "--folds",
                folds);
        return Stream.concat(always, Arrays.stream(more)).toArray(String[]::new);
    }

    private boolean hasEpoch(int number) {
        try {
            Path log = fold(number).resolve("metrics.jsonl");
            return Files.size(log) > 0;
        } catch (IOException | NoSuchElementException e) {
            return false;
        }
    }

    private Path fold(int number) throws IOException {
        try (Stream<Path> candidates = Files.list(work.resolve("runs"))) {
            return candidates.findFirst().orElseThrow().resolve("seed_0/fold_" + number);
        }
    }

    /** The numbers of the final checkpoint, weights and optimiser; what is written before them tells the time it took. */
    private byte[] weights(int number) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(fold(number).resolve("checkpoint_final.safetensors")))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] numbers = new byte[Math.toIntExact(file.capacity() - Long.BYTES - file.getLong(0))];
        file.get(file.capacity() - numbers.length, numbers);
        return numbers;
    }
}
