package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.app.shipping.ModelExport;
import org.decathlete.nn.tensor.Native;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export}: writes a model for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a model for Python's nnU-Net, or as ONNX graphs.")
final class ExportCommand implements Callable<Integer> {
    @Option(
            names = "--format",
            paramLabel = "NAME",
            required = true,
            description =
                    "nnunet: a folder for nnUNetv2_predict_from_modelfolder; onnx: graphs from a preprocessed patch to logits, "
                            + "and a JSON file with patch size, normalisation and labels")
    private ModelExport.Format format = ModelExport.Format.NNUNET;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--output",
            paramLabel = "PATH",
            required = true,
            description = "folder to write; for onnx also FILE.onnx, where the model has one fold")
    private Path outputPath = Path.of(".");

    @Option(
            names = "--plans",
            paramLabel = "FILE",
            description =
                    "nnunet: the plans that the model was made from (default: those that lie with it or in its work folder)")
    private @Nullable Path plans;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Native.load(progress::say);
        output.print(ModelExport.run(new ModelExport.Request(model.path(), format, outputPath, plans), progress));
        return 0;
    }
}
