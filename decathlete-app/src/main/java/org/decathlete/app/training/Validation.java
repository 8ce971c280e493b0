package org.decathlete.app.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.decathlete.app.project.Project;
import org.decathlete.app.results.FinishedFold;
import org.decathlete.app.results.ValidationFolder;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Evaluator;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.postprocess.StoredProbabilities;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.FileHash;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.segmenter.PreparedImage;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.checkpoint.FinishedTraining;

/**
 * Judges a shipped fold on whole volumes: predicts the validation cases with the weights that were shipped, from the image files on, as a
 * user will, and evaluates what was written.
 */
public final class Validation {
    /** Probabilities beyond this part of the heap wait on the disk. */
    private static final int HEAP_SHARE = 8;

    private final FoldTraining training;
    private final boolean probabilities;
    private final BooleanSupplier stop;

    private Validation(FoldTraining training, boolean probabilities, BooleanSupplier stop) {
        this.training = training;
        this.probabilities = probabilities;
        this.stop = stop;
    }

    /**
     * Predicts and evaluates what is not done yet; returns the scores and leaves them in {@code summary.json}.
     *
     * @param probabilities whether to keep the probabilities behind the label maps, for ensembles
     * @param stop asked now and then whether to stop
     * @throws DecathleteException of kind INTERRUPTED after a stop
     */
    public static Scores run(FoldTraining training, boolean probabilities, BooleanSupplier stop) {
        return new Validation(training, probabilities, stop).run();
    }

    /** Whether {@link #run} has left everything that it leaves. */
    public static boolean isThere(FoldTraining training, boolean probabilities) {
        return new Validation(training, probabilities, () -> false)
                .outputs().stream().allMatch(Files::exists);
    }

    /** The name under which the ledger has it. */
    public static String stage(FoldTraining training) {
        return "validation of fold " + training.fold() + " of "
                + training.candidate().configuration() + " "
                + training.candidate().id() + ", seed "
                + training.engine().seed();
    }

    private List<Path> outputs() {
        List<Path> outputs = new ArrayList<>(List.of(summary()));
        if (probabilities) {
            training.split().validation().forEach(id -> outputs.add(FinishedFold.probabilities(training.folder(), id)));
        }
        return outputs;
    }

    private Path summary() {
        return training.folder().resolve("summary.json");
    }

    private Scores run() {
        Project project = training.project();
        String inputs = Hash.of(
                "validation",
                training.candidate().id(),
                training.data(),
                FileHash.of(checkpoint()),
                training.split().toString());
        return project.ledger().run(stage(training), inputs, outputs(), () -> SummaryFile.read(summary()), () -> {
            new ValidationFolder(folder()).keepOnly(inputs);
            predict();
            Scores scores = evaluate();
            SummaryFile.write(summary(), scores);
            return scores;
        });
    }

    /** The label map predicted for a validation case, in the format of its image. */
    public static Path prediction(Path trainingFolder, Case one) {
        return trainingFolder
                .resolve(ValidationFolder.NAME)
                .resolve(one.id() + VolumeFiles.resultEnding(one.images().get(0)));
    }

    private void predict() {
        Project project = training.project();
        Device device = Device.parse(training.engine().device());
        Map<String, Case> byId =
                project.dataset().cases().stream().collect(Collectors.toMap(Case::id, Function.identity()));
        Candidate candidate = training.candidate();
        int[] mirrorAxes =
                candidate.recipe().augmentation().mirrorAxes(candidate.network().dimensions());
        Path checkpoint = checkpoint();
        Precision precision = FinishedTraining.read(checkpoint)
                .precisionInsteadOf(Precision.parse(training.engine().precision(), device));
        try (Predictor predictor = new Predictor(
                        candidate,
                        List.of(ModelBundle.network(candidate, checkpoint, device)),
                        WindowSettings.nnUNet(device, precision, mirrorAxes),
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

    /** The file whose weights were shipped. */
    private Path checkpoint() {
        return training.folder().resolve("checkpoint_final.safetensors");
    }

    private Path folder() {
        return training.folder().resolve(ValidationFolder.NAME);
    }

    private void predict(Predictor predictor, Case one) {
        Path file = prediction(training.folder(), one);
        Path stored = FinishedFold.probabilities(training.folder(), one.id());
        if (Files.exists(file) && (!probabilities || Files.exists(stored))) {
            return;
        }
        Volume image = CaseReader.readImage(training.project().dataset(), one);
        // In a cascade what the first stage says comes from a fold that did not see this case, not from all its folds.
        PreparedImage prepared = training.previous()
                .map(stage -> predictor.prepareRefinement(image).apply(stage.labels(one.id())))
                .orElseGet(() -> predictor.prepare(image));
        try (Prediction prediction =
                prepared.segment(storage(one), training.project().progress())) {
            prediction.probabilities().ifPresent(values -> StoredProbabilities.write(stored, values));
            VolumeFiles.write(file, prediction.labels());
        }
    }

    private Optional<ProbabilityStorage> storage(Case one) {
        return probabilities
                ? Optional.of(new ProbabilityStorage(Runtime.getRuntime().maxMemory() / HEAP_SHARE, folder(), one.id()))
                : Optional.empty();
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
