package org.decathlete.nn.infer;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/** Segments the images of a folder, or one image, with a model. */
public final class FolderPredictor {
    private final ModelBundle model;
    private final Device device;
    private final Precision precision;
    private final int threads;

    /**
     * @param threads for preprocessing and for taking results back to the images' grids
     */
    public FolderPredictor(ModelBundle model, Device device, Precision precision, int threads) {
        this.model = model;
        this.device = device;
        this.precision = precision;
        this.threads = threads;
    }

    /**
     * Segments every image of {@code input} into {@code output}: {@code case.nii.gz}, or {@code case_0000.nii.gz} and its
     * channels, become {@code case.nii.gz}, and likewise for the other formats: a result is written in the format of its image. Results
     * of this model that are whole and younger than their images are kept.
     *
     * @param input a folder or a file
     * @param output a folder; created where needed
     * @param stop asked between images; true ends with kind INTERRUPTED
     * @throws DecathleteException of kind CASES when some images failed, which it names; the others are done
     */
    public PredictionOutcome predict(
            Path input, Path output, PredictionSettings settings, Progress progress, BooleanSupplier stop) {
        int channels = model.candidate().data().channelNames().size();
        List<InputCase> inputs = InputCase.find(input, channels);
        requireApart(inputs, output);
        PredictionManifest manifest = PredictionManifest.of(
                model.id(),
                model.candidate().id(),
                device.toString(),
                precision.name().toLowerCase(Locale.ROOT));
        boolean keep = !settings.overwrite() && manifest.agreesWith(output);
        manifest.write(output);
        PredictionOutcome outcome;
        try (Predictor predictor = Predictor.of(model, device, precision, threads)) {
            CaseLoader loader = new CaseLoader(input, model.candidate().data());
            outcome = new FolderPrediction(predictor, loader, output, settings, progress).run(inputs, keep, stop);
        }
        if (!outcome.failed().isEmpty()) {
            throw new DecathleteException(
                    ErrorKind.CASES,
                    outcome.failed().size() + " of " + inputs.size()
                            + " images could not be segmented, the others are done:"
                            + FolderPrediction.list(outcome.failed()));
        }
        return outcome;
    }

    /** A result must not take the place of an image. */
    private static void requireApart(List<InputCase> inputs, Path output) {
        for (InputCase input : inputs) {
            for (Path file : input.files()) {
                Path folder = file.toAbsolutePath().normalize().getParent();
                if (output.toAbsolutePath().normalize().equals(folder)) {
                    throw DecathleteException.usage("--output " + output
                            + " is the folder of the input; give another, so that no image is overwritten");
                }
            }
        }
    }
}
