package org.decathlete.nn.model.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.net.Network;

/** The weights of a network inside a checkpoint, under {@code model.}; whatever else it holds is left alone. */
public final class Weights {
    private static final String PREFIX = "model.";
    private static final String FORMAT = "decathlete-weights";
    private static final int VERSION = 1;

    private Weights() {}

    /**
     * Loads a checkpoint's weights into a network.
     *
     * @throws DecathleteException of kind DATA when a weight is missing, left over, or of another shape
     */
    public static void load(Path checkpoint, Network network) {
        try (SafetensorsFile.Contents contents = SafetensorsFile.read(checkpoint)) {
            StateDict.load(network, plain(contents.tensors()));
        } catch (DecathleteException e) {
            throw DecathleteException.data(
                    checkpoint + " cannot be used with candidate.json: " + e.getMessage()
                            + ". The files of this model may not belong together; copy or export it again",
                    e);
        }
    }

    /**
     * Writes the weights of a checkpoint alone, without the optimiser's state.
     *
     * @param checkpoint of a training, or a file of weights
     * @param target where to, a safetensors file; written atomically
     * @param fold name of the fold, for the metadata
     * @param candidate id of the candidate, for the metadata
     * @throws DecathleteException of kind DATA when the checkpoint is damaged or holds no weights
     */
    public static void extract(Path checkpoint, Path target, String fold, String candidate) {
        try (SafetensorsFile.Contents contents = SafetensorsFile.read(checkpoint)) {
            Map<String, Tensor> named = new LinkedHashMap<>(contents.tensors());
            named.keySet().removeIf(name -> !name.startsWith(PREFIX));
            if (named.isEmpty()) {
                throw DecathleteException.data(checkpoint + " holds no weights: no tensor is named " + PREFIX + "…");
            }
            SafetensorsFile.write(target, named, metadata(fold, candidate));
        }
    }

    /**
     * Writes the weights of a network alone.
     *
     * @param target where to, a safetensors file; written atomically
     * @param fold name of the fold, for the metadata
     * @param candidate id of the candidate, for the metadata
     */
    public static void write(Network network, Path target, String fold, String candidate) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        network.parameters().forEach((name, tensor) -> named.put(PREFIX + name, tensor));
        network.buffers().forEach((name, tensor) -> named.put(PREFIX + name, tensor));
        SafetensorsFile.write(target, named, metadata(fold, candidate));
    }

    private static Map<String, String> metadata(String fold, String candidate) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", String.valueOf(VERSION));
        metadata.put("fold", fold);
        metadata.put("candidate", candidate);
        return metadata;
    }

    /** The weights among the tensors of a checkpoint, by the names that the network has for them. */
    public static Map<String, Tensor> plain(Map<String, Tensor> tensors) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(PREFIX)) {
                weights.put(name.substring(PREFIX.length()), tensor);
            }
        });
        return weights;
    }
}
