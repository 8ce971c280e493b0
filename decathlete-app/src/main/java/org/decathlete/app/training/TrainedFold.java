package org.decathlete.app.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.decathlete.app.project.Project;
import org.decathlete.app.results.MetricsFile;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.train.checkpoint.FinishedTraining;
import org.decathlete.nn.train.checkpoint.TrainingResult;

/**
 * A fold that was trained and judged, as the report tells of it.
 *
 * @param training the training
 * @param plan how long it was to take
 * @param result how it ended
 * @param scores of its validation cases
 */
public record TrainedFold(FoldTraining training, RunPlan plan, TrainingResult result, Scores scores) {

    /** An older version did not note the data: equal to none that there are. */
    private static final String NOT_NOTED = "";

    /**
     * A fold as it lies in the work folder.
     *
     * @throws DecathleteException of kind USAGE where it is not trained or not judged to its end
     */
    public static TrainedFold read(Project project, Candidate candidate, String fold, long seed) {
        Path folder = project.workspace().run(candidate.id(), seed, fold);
        Path checkpoint = folder.resolve("checkpoint_final.safetensors");
        Path summary = folder.resolve("summary.json");
        for (Path file : new Path[] {checkpoint, summary}) {
            if (!Files.isRegularFile(file)) {
                throw DecathleteException.usage("fold " + fold + " is not finished: " + file
                        + " is missing; give the command that trained it again, it goes on where it stopped");
            }
        }
        RunPlan plan = RunPlan.read(folder);
        FinishedTraining finished = FinishedTraining.read(checkpoint);
        FoldTraining training = new FoldTraining(
                project,
                candidate,
                fold,
                finished.split(),
                Objects.requireNonNullElse(finished.data(), NOT_NOTED),
                plan.engine(),
                TrainingStart.FRESH,
                Optional.empty());
        return new TrainedFold(training, plan, TrainingResult.read(checkpoint), SummaryFile.read(summary));
    }

    /** Whether it was judged on what it was trained on. */
    public boolean judgesItself() {
        return training.split().validation().stream().anyMatch(training.split().train()::contains);
    }

    /**
     * What was noted of each epoch.
     *
     * @throws DecathleteException of kind DATA where the file is missing or damaged
     */
    public MetricsFile metrics() {
        return new MetricsFile(training.folder().resolve("metrics.jsonl"));
    }
}
