package org.decathlete.app.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.RecordingProgress;
import org.decathlete.app.project.Steps;
import org.decathlete.app.training.BatchRequest;
import org.decathlete.app.training.RunPlan;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldRunsTest {
    @TempDir
    Path folder;

    private Path work = Path.of("");

    @BeforeEach
    void plan() {
        work = folder.resolve("work");
        PhantomDataset.write(
                folder.resolve("dataset"), new PhantomSettings(6, new int[] {10, 24, 24}, 5), Progress.silent());
        Steps.plan(PlanRequest.of(folder.resolve("dataset"), work), 2, Progress.silent());
    }

    @Test
    void aFinishedTrainingIsLengthenedAndWhatItHadComeToIsKept() throws IOException {
        train(2, TrainingStart.FRESH);
        Path fold = fold();
        long before = Files.size(fold.resolve("metrics.jsonl"));
        train(4, new TrainingStart(Optional.empty(), OptionalInt.empty(), true));
        assertThat(Files.readString(fold.resolve("metrics.jsonl"))).contains("\"iteration\":4");
        assertThat(Files.size(fold.resolve("metrics.jsonl"))).isGreaterThan(before);
        try (var entries = Files.list(fold)) {
            List<Path> kept = entries.filter(
                            entry -> entry.getFileName().toString().startsWith("before"))
                    .toList();
            assertThat(kept).hasSize(1);
            assertThat(kept.get(0).resolve("checkpoint_final.safetensors")).exists();
            assertThat(kept.get(0).resolve("summary.json")).exists();
        }
        assertThat(fold.resolve("summary.json")).exists();
    }

    @Test
    void whatAKilledWriterLeftIsRemoved() throws IOException {
        train(2, TrainingStart.FRESH);
        Path left = fold().resolve(".checkpoint_latest.safetensors.999999999.partial");
        Files.writeString(left, "half");
        train(2, TrainingStart.FRESH);
        assertThat(left).doesNotExist();
        assertThat(fold().resolve("checkpoint_final.safetensors")).exists();
    }

    @Test
    void anotherRequestWithoutLengtheningSetsTheEarlierTrainingAside() throws IOException {
        train(2, TrainingStart.FRESH);
        Path fold = fold();
        train(3, TrainingStart.FRESH);
        try (var entries = Files.list(fold.getParent())) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .anySatisfy(name -> assertThat(name).startsWith("fold_0.until-"));
        }
    }

    @Test
    void goingOnWithOtherThreadsIsTold() {
        List<String> lines = new ArrayList<>();
        assertThatThrownBy(() -> new FoldRuns(
                                request(4, TrainingStart.FRESH, 2), new RecordingProgress(lines), this::isBegun)
                        .run())
                .isInstanceOf(DecathleteException.class);
        assertThat(lines).noneMatch(line -> line.contains("--threads"));
        new FoldRuns(request(4, TrainingStart.FRESH, 1), new RecordingProgress(lines), () -> false).run();
        assertThat(lines).anyMatch(line -> line.contains("began with --threads 2 and goes on with 1"));
    }

    private void train(int iterations, TrainingStart start) {
        new FoldRuns(request(iterations, start, 2), Progress.silent(), () -> false).run();
    }

    private TrainRequest request(int iterations, TrainingStart start, int threads) {
        return new TrainRequest(
                work,
                "3d_fullres",
                Optional.empty(),
                RecipeName.ACCELERATED,
                Optional.empty(),
                List.of("0"),
                new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.of(iterations)),
                start,
                new RunRequest.Engine("cpu", "fp32", threads, 0),
                BatchRequest.UNSTATED,
                false);
    }

    private boolean isBegun() {
        try {
            return Files.exists(work.resolve("runs")) && RunPlan.exists(fold());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fold() throws IOException {
        try (var candidates = Files.list(work.resolve("runs"))) {
            return candidates.findFirst().orElseThrow().resolve("seed_0/fold_0");
        }
    }
}
