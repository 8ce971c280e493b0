package org.decathlete.app.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Evaluator;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.infer.Predictor;
import org.decathlete.nn.infer.WindowSettings;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * Judges a shipped fold on whole volumes: predicts the validation cases with the weights that were shipped, from the image files on, as a
 * user will, and evaluates what was written.
 */
final class Validation {
    private final FoldTraining training;
    private final BooleanSupplier stop;

    private Validation(FoldTraining training, BooleanSupplier stop) {
        this.training = training;
        this.stop = stop;
    }

    /** Predicts and evaluates what is not done yet; returns the scores and leaves them in {@code summary.json}. */
    static Scores run(FoldTraining training, BooleanSupplier stop) {
        return new Validation(training, stop).run();
    }

    private Scores run() {
        Project project = training.project();
        Path summary = training.folder().resolve("summary.json");
        String inputs = Hash.of(
                "validation",
                training.candidate().id(),
                training.folder().toString(),
                training.split().toString());
        return project.ledger()
                .run(
                        "validation of fold " + training.fold(),
                        inputs,
                        List.of(summary),
                        () -> SummaryFile.read(summary),
                        () -> {
                            predict();
                            Scores scores = evaluate();
                            SummaryFile.write(summary, scores);
                            return scores;
                        });
    }

    /** The label map predicted for a validation case, in the format of its image. */
    static Path prediction(Path trainingFolder, Case one) {
        return trainingFolder
                .resolve("validation")
                .resolve(one.id() + VolumeFiles.resultEnding(one.images().get(0)));
    }

    private void predict() {
        Project project = training.project();
        Device device = Device.parse(training.engine().device());
        Precision precision = Precision.parse(training.engine().precision(), device);
        Map<String, Case> byId =
                project.dataset().cases().stream().collect(Collectors.toMap(Case::id, Function.identity()));
        try (ModelBundle model = ModelBundle.open(project.workspace().model());
                Predictor predictor = new Predictor(
                        model.candidate(),
                        List.of(model.network(training.fold(), device)),
                        WindowSettings.nnUNet(
                                device, precision, model.description().mirrorAxes()),
                        training.engine().threads());
                Progress.Stage stage = project.progress()
                        .start(
                                "predicting validation cases",
                                training.split().validation().size())) {
            for (String id : training.split().validation()) {
                requireToGoOn();
                predict(predictor, Objects.requireNonNull(byId.get(id), id));
                stage.advance(1, id);
            }
        }
    }

    private void predict(Predictor predictor, Case one) {
        Path file = prediction(training.folder(), one);
        if (!Files.exists(file)) {
            VolumeFiles.write(
                    file,
                    predictor.predict(CaseReader.readImage(training.project().dataset(), one)));
        }
    }

    private void requireToGoOn() {
        if (stop.getAsBoolean()) {
            throw new DecathleteException(
                    ErrorKind.INTERRUPTED,
                    "stopped while predicting validation cases; the same command goes on from here");
        }
    }

    private Scores evaluate() {
        Project project = training.project();
        Map<String, Path> predictions = new TreeMap<>();
        Map<String, Path> references = new TreeMap<>();
        for (Case one : project.dataset().cases()) {
            if (training.split().validation().contains(one.id())) {
                predictions.put(one.id(), prediction(training.folder(), one));
                references.put(one.id(), one.label().orElseThrow());
            }
        }
        return Evaluator.evaluate(
                predictions,
                references,
                project.dataset().description().labels(),
                EvaluationSettings.standard(),
                training.engine().threads(),
                project.progress());
    }
}
