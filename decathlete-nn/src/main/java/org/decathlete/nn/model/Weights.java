package org.decathlete.nn.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Scope;

/** The weights of a network inside a checkpoint, under {@code model.}; whatever else it holds is left alone. */
final class Weights {
    static final String PREFIX = "model.";
    static final String FORMAT = "decathlete-weights";
    static final int VERSION = 1;

    private Weights() {}

    /**
     * Loads a checkpoint's weights into a network.
     *
     * @throws DecathleteException of kind DATA when a weight is missing, left over, or of another shape
     */
    static void load(Path checkpoint, Network network) {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = read(checkpoint);
            requireFit(checkpoint, weights, network.parameters());
            StateDict.load(network, weights);
        }
    }

    /**
     * Writes the weights of a checkpoint alone, without the optimiser's state.
     *
     * @param fold name of the fold, for the metadata
     * @param candidate id of the candidate, for the metadata
     */
    static void extract(Path checkpoint, Path target, String fold, String candidate) {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            read(checkpoint).forEach((name, tensor) -> named.put(PREFIX + name, tensor));
            if (named.isEmpty()) {
                throw DecathleteException.data(checkpoint + " holds no weights: no tensor is named " + PREFIX + "…");
            }
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put("format", FORMAT);
            metadata.put("version", String.valueOf(VERSION));
            metadata.put("fold", fold);
            metadata.put("candidate", candidate);
            SafetensorsFile.write(target, named, metadata);
        }
    }

    private static Map<String, Tensor> read(Path checkpoint) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        SafetensorsFile.read(checkpoint).tensors().forEach((name, tensor) -> {
            if (name.startsWith(PREFIX)) {
                weights.put(name.substring(PREFIX.length()), tensor);
            }
        });
        return weights;
    }

    private static void requireFit(Path checkpoint, Map<String, Tensor> weights, Map<String, Tensor> parameters) {
        parameters.forEach((name, parameter) -> {
            Tensor weight = weights.get(name);
            if (weight == null) {
                throw misfit(checkpoint, "it lacks " + name);
            }
            if (!Arrays.equals(weight.shape(), parameter.shape())) {
                throw misfit(
                        checkpoint,
                        name + " has shape " + Arrays.toString(weight.shape()) + ", the network's has "
                                + Arrays.toString(parameter.shape()));
            }
        });
        for (String name : weights.keySet()) {
            if (!parameters.containsKey(name)) {
                throw misfit(checkpoint, "the network has no " + name);
            }
        }
    }

    private static DecathleteException misfit(Path checkpoint, String reason) {
        return DecathleteException.data(checkpoint + " does not fit the network of candidate.json: " + reason
                + ". The files of this model do not belong together; copy or export it again");
    }
}
