package org.decathlete.app.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.Project;
import org.decathlete.app.training.RunRequest;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Evaluator;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * Judges the weights of any checkpoint on the validation cases of a split, whole volumes from the image files on. What it predicts is not
 * kept.
 */
record CheckpointJudging(Project project, Candidate candidate, Split split, RunRequest.Engine engine) {

    /** @param folder for the predictions while they are judged */
    Scores scores(Path checkpoint, Precision precision, Path folder, BooleanSupplier stop) {
        Map<String, Path> predictions = new TreeMap<>();
        Map<String, Path> references = new TreeMap<>();
        Device device = Device.parse(engine.device());
        int[] mirrorAxes =
                candidate.recipe().augmentation().mirrorAxes(candidate.network().dimensions());
        try (Predictor predictor = new Predictor(
                candidate,
                List.of(ModelBundle.network(candidate, checkpoint, device)),
                WindowSettings.nnUNet(device, precision, mirrorAxes),
                engine.threads())) {
            for (Case one : project.dataset().cases()) {
                if (split.validation().contains(one.id())) {
                    requireToGoOn(stop);
                    predictions.put(one.id(), predict(predictor, one, folder));
                    references.put(one.id(), one.label().orElseThrow());
                }
            }
            return Evaluator.evaluate(
                    predictions,
                    references,
                    project.dataset().description().labels(),
                    EvaluationSettings.standard(),
                    engine.threads(),
                    Progress.silent());
        } finally {
            predictions.values().forEach(CheckpointJudging::delete);
        }
    }

    private Path predict(Predictor predictor, Case one, Path folder) {
        Path file =
                folder.resolve(one.id() + VolumeFiles.resultEnding(one.images().get(0)));
        try (Prediction prediction = predictor
                .prepare(CaseReader.readImage(project.dataset(), one))
                .segment(Optional.empty(), Progress.silent())) {
            VolumeFiles.write(file, prediction.labels());
        }
        return file;
    }

    private static void requireToGoOn(BooleanSupplier stop) {
        if (stop.getAsBoolean()) {
            throw new DecathleteException(ErrorKind.INTERRUPTED, "stopped while predicting validation cases");
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, file + " cannot be removed (" + e + ")", e);
        }
    }
}
