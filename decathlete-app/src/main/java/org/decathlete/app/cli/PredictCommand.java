package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.app.shipping.ShippedPrecision;
import org.decathlete.app.training.RunRequest;
import org.decathlete.nn.infer.ShippedSegmenters;
import org.decathlete.nn.infer.folder.PredictionOutcome;
import org.decathlete.nn.infer.folder.PredictionSettings;
import org.decathlete.nn.infer.window.PredictionMode;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict}: segments new images. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Segments images: case.nii.gz, or case_0000.nii.gz and its channels, become case.nii.gz;"
                + " likewise .nrrd, .mha, .png and .tif.")
final class PredictCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--input", paramLabel = "PATH", required = true, description = "folder of images, or one image")
    private Path input = Path.of(".");

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "folder for the label maps")
    private Path outputFolder = Path.of(".");

    @Option(names = "--save-probabilities", description = "also write the probability of each class")
    private boolean probabilities;

    @Option(
            names = "--fast",
            description = "no mirrored views, and tiles at three quarters of their size instead of half:"
                    + " several times as fast, a little less accurate")
    private boolean fast;

    @Option(names = "--overwrite", description = "predict again what is there already")
    private boolean overwrite;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        RunRequest.Engine how = engine.engine();
        Native.load(progress::say);
        Native.threads(how.threads());
        Device device = Device.parse(how.device());
        Precision precision = Precision.parse(how.precision(), device);
        PredictionSettings settings = new PredictionSettings(probabilities, overwrite);
        PredictionMode mode = fast ? PredictionMode.FAST : PredictionMode.FULL;
        PredictionOutcome outcome = Interruption.guard(stop -> {
            try (ShippedModel shipped = ShippedModel.open(model.path())) {
                Precision used = ShippedPrecision.of(shipped, precision, progress);
                return ShippedSegmenters.folder(shipped, device, used, how.threads(), mode)
                        .predict(input, outputFolder, settings, progress, stop);
            }
        });
        progress.say(outcome.done().size() + " predicted, " + outcome.kept().size() + " were there already, in "
                + Durations.text(outcome.seconds()));
        output.print(outcome);
        return 0;
    }
}
