package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.app.shipping.ModelImport;
import org.decathlete.nn.tensor.Native;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code import}: takes over a model of Python's nnU-Net. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a model folder of ours from a model of Python's nnU-Net.",
            "predict --model takes nnU-Net's folders and exported zips as they are; this makes a smaller copy without the "
                    + "optimiser's state, which needs no pickles."
        })
final class ImportCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "DIR_OR_ZIP",
            required = true,
            description =
                    "folder with plans.json, dataset.json and fold_K/checkpoint_final.pth, or a zip of nnUNetv2_export_model_to_zip")
    private Path model = Path.of(".");

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "folder to write")
    private Path outputFolder = Path.of(".");

    @Option(
            names = "--configuration",
            paramLabel = "NAME",
            description = "which one where there are several, such as 3d_fullres, or the name of its folder")
    private @Nullable String configuration;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Native.load(progress::say);
        output.print(ModelImport.run(model, configuration, outputFolder, progress));
        return 0;
    }
}
