package org.decathlete.app.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.ShippedModel;
import org.jspecify.annotations.Nullable;

/** Makes a model folder of ours from a model of Python's nnU-Net. */
public final class ModelImport {

    /**
     * What was written.
     *
     * @param candidate id of the model's candidate
     */
    public record Outcome(String output, String candidate, String configuration, List<String> folds) {}

    private ModelImport() {}

    /**
     * Reads a model in any layout and writes it in ours.
     *
     * @param model a model folder or an exported zip
     * @param configuration which one where there are several; null where there must be one
     * @param output new folder, or one with a model, which is replaced
     * @throws DecathleteException when there is no such model, or the output is something else
     */
    public static Outcome run(Path model, @Nullable String configuration, Path output, Progress progress) {
        requireFree(output);
        try (ModelBundle bundle = ModelBundle.open(model, configuration)) {
            bundle.writeTo(output).close();
            postprocessing(ShippedModel.postprocessing(model), output.resolve(ShippedModel.POSTPROCESSING));
            Outcome outcome = new Outcome(
                    output.toString(),
                    bundle.candidate().id(),
                    bundle.candidate().configuration(),
                    bundle.description().folds());
            progress.say(output + ": " + outcome.configuration() + " of "
                    + bundle.candidate().data().datasetName() + ", folds " + String.join(", ", outcome.folds())
                    + ". Use it with predict --model " + output);
            return outcome;
        }
    }

    /** As our export writes it beside the model; that of a model that stood there before goes. */
    private static void postprocessing(Postprocessing steps, Path file) {
        if (!steps.steps().isEmpty()) {
            steps.write(file);
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, file + " cannot be removed (" + e + ")", e);
        }
    }

    private static void requireFree(Path output) {
        if (!Files.exists(output) || Files.isRegularFile(output.resolve("model.json"))) {
            return;
        }
        try (Stream<Path> children = Files.isDirectory(output) ? Files.list(output) : Stream.of(output)) {
            if (children.findAny().isPresent()) {
                throw DecathleteException.usage(
                        "--output " + output + " is there already and is no model of ours; give a new folder");
            }
        } catch (IOException e) {
            throw DecathleteException.data(output + " cannot be listed (" + e + ")", e);
        }
    }
}
