package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.candidate.RecipeName;

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
        boolean probabilities) {
    public TrainRequest {
        folds = List.copyOf(folds);
    }
}
