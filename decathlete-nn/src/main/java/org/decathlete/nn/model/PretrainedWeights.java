package org.decathlete.nn.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.model.weights.StateDict;
import org.decathlete.nn.model.weights.Weights;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Weights of an earlier training, for another one to start from: a model folder of ours (its first fold), a checkpoint of ours, or
 * a {@code .pth} file of Python's nnU-Net, of which nothing is executed.
 */
public final class PretrainedWeights {
    private static final String HEADS = "decoder.seg_layers.";
    private static final String NNUNET = "network_weights";

    private final Path path;

    /** @param path a model folder, a {@code .safetensors} or a {@code .pth} file */
    public PretrainedWeights(Path path) {
        this.path = path;
        if (!Files.exists(path)) {
            throw DecathleteException.usage("--initialize-from " + path + ": there is no such file or folder");
        }
    }

    /** A name for the content, by which a training knows what it started from. */
    public String id() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> sorted = new TreeMap<>(read());
            return Hash.of(sorted.entrySet().stream()
                    .map(each -> each.getKey() + ":" + Arrays.hashCode(Tensors.floats(each.getValue())))
                    .toArray(String[]::new));
        }
    }

    /**
     * Overwrites the weights of a network, but for segmentation heads of other shapes: these stay as they were initialised, as in
     * nnU-Net.
     *
     * @return names of the weights that stay as they were
     * @throws DecathleteException of kind DATA when any other weight is missing or has another shape
     */
    public List<String> loadInto(Network network) {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(StateDict.withoutAliases(read()));
            List<String> kept = network.parameters().entrySet().stream()
                    .filter(each -> each.getKey().startsWith(HEADS))
                    .filter(each -> !fits(each.getValue(), tensors.get(each.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
            tensors.keySet()
                    .removeIf(name -> name.startsWith(HEADS)
                            && (kept.contains(name) || !network.parameters().containsKey(name)));
            kept.forEach(name -> tensors.put(name, network.parameter(name)));
            StateDict.load(network, tensors);
            return kept;
        } catch (DecathleteException e) {
            throw DecathleteException.data("--initialize-from " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean fits(Tensor parameter, @Nullable Tensor given) {
        return given != null && Arrays.equals(parameter.shape(), given.shape());
    }

    /** All weights by name, in the scope that is open. */
    private Map<String, Tensor> read() {
        Native.load();
        if (Files.isDirectory(path)) {
            return checkpoint(firstFold());
        }
        if (path.toString().endsWith(".pth")) {
            Object stored = PthFile.read(path);
            return PthFile.tensors(
                    stored instanceof Map<?, ?> map && map.containsKey(NNUNET)
                            ? Objects.requireNonNull(map.get(NNUNET))
                            : stored);
        }
        return checkpoint(path);
    }

    private Path firstFold() {
        try (ModelBundle model = ModelBundle.open(path)) {
            return path.resolve("fold_" + model.description().folds().get(0) + "/checkpoint_final.safetensors");
        }
    }

    private static Map<String, Tensor> checkpoint(Path file) {
        return Weights.plain(SafetensorsFile.read(file).tensors());
    }
}
