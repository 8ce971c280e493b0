package org.decathlete.app.training;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;

/**
 * What the user asked of a training on its own.
 *
 * @param work work folder of an earlier {@code plan} or {@code run}
 * @param configuration the plan's configuration, unused with a candidate
 * @param preset planner preset; without one, that of the work folder, or the default
 * @param recipe how to train, unused with a candidate
 * @param candidate file of a candidate to train instead of the planned one
 * @param folds {@code 0}, {@code 1}, … or {@code all}
 * @param schedule how long to train
 * @param start where each training begins
 * @param engine device, precision, threads and seed
 * @param batch how many samples a training step has
 * @param probabilities whether to keep the probabilities of the validation cases, for ensembles
 * @param parallelFolds folds to train at a time; empty for as many as memory and processors allow
 */
public record TrainRequest(
        Path work,
        String configuration,
        Optional<String> preset,
        RecipeName recipe,
        Optional<Path> candidate,
        List<String> folds,
        RunRequest.Schedule schedule,
        TrainingStart start,
        RunRequest.Engine engine,
        BatchRequest batch,
        boolean probabilities,
        OptionalInt parallelFolds) {
    public TrainRequest {
        folds = List.copyOf(new LinkedHashSet<>(folds));
    }

    /** One fold after another. */
    public TrainRequest(
            Path work,
            String configuration,
            Optional<String> preset,
            RecipeName recipe,
            Optional<Path> candidate,
            List<String> folds,
            RunRequest.Schedule schedule,
            TrainingStart start,
            RunRequest.Engine engine,
            BatchRequest batch,
            boolean probabilities) {
        this(
                work,
                configuration,
                preset,
                recipe,
                candidate,
                folds,
                schedule,
                start,
                engine,
                batch,
                probabilities,
                OptionalInt.of(1));
    }

    /** Equal for commands that ask for the same trainings in one work folder, with however many threads. */
    public String id() {
        return Hash.of(
                "train",
                configuration,
                preset.orElse(""),
                recipe.name(),
                Json.canonical(candidate),
                Json.canonical(folds),
                Json.canonical(schedule),
                Json.canonical(start),
                Json.canonical(engine.withThreads(1)),
                Json.canonical(batch));
    }

    /** One fold of it, with a share of the threads, for a process that gets the candidate as a file. */
    public TrainRequest alone(String fold, int threads, Path candidateFile) {
        return new TrainRequest(
                work.toAbsolutePath(),
                configuration,
                preset,
                recipe,
                Optional.of(candidateFile.toAbsolutePath()),
                List.of(fold),
                schedule,
                start,
                engine.withThreads(threads),
                BatchRequest.UNSTATED,
                probabilities);
    }
}
