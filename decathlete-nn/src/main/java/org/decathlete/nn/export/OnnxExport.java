package org.decathlete.nn.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;

/**
 * Writes a model's networks as ONNX graphs, from a preprocessed patch to logits, with a JSON file that says what surrounds them. The
 * batch axis is open; the spatial axes are those of the patch.
 */
public final class OnnxExport {
    private static final String ENDING = ".onnx";
    /** Where the first stage of a cascade goes. */
    private static final String PREVIOUS = "previous_stage";

    private static final String DESCRIPTION = "onnx.json";

    private OnnxExport() {}

    /**
     * Writes the files.
     *
     * @param output a folder, for {@code fold_K.onnx} and {@code onnx.json}; or a name that ends in {@code .onnx}, for a model of one
     *     fold, with the description beside it under the ending {@code .json}
     * @return the description
     * @throws DecathleteException of kind USAGE when the network is of a kind that cannot be written, larger than 2 GB, or one file
     *     is asked for several folds
     */
    public static Path write(ModelBundle model, Path output) {
        Candidate candidate = model.candidate();
        if (!(candidate.network() instanceof UNetSpec spec)) {
            throw DecathleteException.usage("a network of type \""
                    + candidate.network().type() + "\" cannot be written as ONNX yet; U-Nets can");
        }
        model.previous().ifPresent(stage -> {
            if (isFile(output)) {
                throw DecathleteException.usage("--output " + output
                        + " is one file, but a cascade has the networks of two stages; give a folder");
            }
            write(stage, output.resolve(PREVIOUS));
        });
        Map<String, Path> files = files(model.description().folds(), output);
        List<String> names = files.values().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
        OnnxDescription description = OnnxDescription.of(model, names);
        files.forEach((fold, file) -> {
            try (Network network = model.network(fold, Device.CPU)) {
                new OnnxFile(network, spec, candidate.patchSize(), description.metadata(fold)).write(file);
            }
        });
        Path described = isFile(output) ? withoutEnding(output) : output.resolve(DESCRIPTION);
        Json.write(described, description);
        return described;
    }

    private static Map<String, Path> files(List<String> folds, Path output) {
        Map<String, Path> files = new TreeMap<>();
        if (!isFile(output)) {
            folds.forEach(fold -> files.put(fold, output.resolve("fold_" + fold + ENDING)));
        } else if (folds.size() == 1) {
            files.put(folds.get(0), output);
        } else {
            throw DecathleteException.usage(
                    "--output " + output + " is one file, but the model has the networks of folds "
                            + String.join(", ", folds) + "; give a folder");
        }
        return files;
    }

    /** Whether an output is one graph, not a folder of them. */
    public static boolean isFile(Path output) {
        return String.valueOf(output.getFileName()).endsWith(ENDING);
    }

    private static Path withoutEnding(Path output) {
        String name = String.valueOf(output.getFileName());
        return output.resolveSibling(name.substring(0, name.length() - ENDING.length()) + ".json");
    }
}
