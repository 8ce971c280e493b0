package org.decathlete.nn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import tools.jackson.databind.JsonNode;

/**
 * Trainings of phantoms on the processor, each in a folder of its own.
 *
 * @param folder where they lie
 * @param store the cases that they learn from
 */
public record PhantomRuns(Path folder, CaseStore store) {

    /** Trainings in {@code folder}, of cases that lie there too. */
    public static PhantomRuns in(Path folder) {
        return new PhantomRuns(folder, PhantomStore.open(folder.resolve("store")));
    }

    /** A trainer in float32 with seed 7. */
    public Trainer trainer(Candidate candidate, Budget budget, String run, Progress progress) {
        return trainer(candidate, new RunSettings(Device.CPU, Precision.FP32, 7, budget, 1), run, progress);
    }

    /** A trainer under other settings. */
    public Trainer trainer(Candidate candidate, RunSettings settings, String run, Progress progress) {
        return new Trainer(candidate, PhantomStore.split(), store, settings, folder.resolve(run), progress);
    }

    /** A trainer in float32 with seed 7 that is asked to stop after so many steps of its own. */
    public Trainer stoppedAfter(long steps, Candidate candidate, Budget budget, String run) {
        return stoppedAfter(steps, candidate, new RunSettings(Device.CPU, Precision.FP32, 7, budget, 1), run);
    }

    /** A trainer under other settings that is asked to stop after so many steps of its own. */
    public Trainer stoppedAfter(long steps, Candidate candidate, RunSettings settings, String run) {
        List<Trainer> self = new ArrayList<>();
        AtomicInteger count = new AtomicInteger();
        self.add(trainer(candidate, settings, run, new RecordingProgress(() -> {
            if (count.incrementAndGet() == steps) {
                self.get(0).requestStop();
            }
        })));
        return self.get(0);
    }

    /** What a finished training ended with. */
    public FinalWeights weights(String run) {
        return FinalWeights.of(folder.resolve(run));
    }

    /** The lines of a training's metrics.jsonl; the first names the format. */
    public List<JsonNode> metrics(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl")).stream()
                .map(Json.mapper()::readTree)
                .toList();
    }
}
