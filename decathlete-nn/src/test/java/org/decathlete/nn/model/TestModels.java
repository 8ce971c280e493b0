package org.decathlete.nn.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.run.Host;
import org.decathlete.nn.model.description.ModelDescription;
import org.decathlete.nn.model.description.ModelProvenance;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** Models with untrained networks, as files. */
public final class TestModels {

    private TestModels() {}

    /** A model folder whose folds have the weights of seeds 0, 1, … */
    public static ModelBundle write(Path folder, Candidate candidate, String... folds) {
        Map<String, Path> checkpoints = new LinkedHashMap<>();
        for (int seed = 0; seed < folds.length; seed++) {
            Path file = folder.resolveSibling("run_" + folds[seed] + ".safetensors");
            checkpoint(file, candidate, seed);
            checkpoints.put(folds[seed], file);
        }
        return ModelBundle.write(folder, candidate, description(candidate, folds), checkpoints);
    }

    /** A shipped model of one fold of each candidate, with the weights of seeds 0, 1, … */
    public static ShippedModel ship(Path folder, Postprocessing postprocessing, String rule, Candidate... candidates) {
        List<ModelPart> parts = new ArrayList<>();
        for (int seed = 0; seed < candidates.length; seed++) {
            parts.add(part(folder.resolveSibling("run_" + seed + ".safetensors"), candidates[seed], seed));
        }
        return ShippedModel.write(folder, parts, rule, postprocessing);
    }

    /** One fold, of a cascade with one of the first stage. */
    private static ModelPart part(Path file, Candidate candidate, long seed) {
        checkpoint(file, candidate, seed);
        Path before = file.resolveSibling("previous_" + file.getFileName());
        return new ModelPart(
                candidate,
                description(candidate, "0"),
                Map.of("0", file),
                Map.of(),
                Optional.ofNullable(candidate.previousStage())
                        .map(stage -> part(before, stage.candidate(), seed + 10)));
    }

    static ModelDescription description(Candidate candidate, String... folds) {
        List<ModelProvenance.Fold> trained = List.of(new ModelProvenance.Fold(
                folds[0], List.of("a", "b"), List.of("c"), 100, 12.5, Map.of("device", "cpu", "seed", "0")));
        ModelProvenance provenance = new ModelProvenance("2026-01-01T00:00:00Z", "abc", Host.current(), trained);
        return ModelDescription.of(candidate.id(), List.of(folds), new int[] {0, 1, 2}, provenance);
    }

    /** A training checkpoint: weights and something of the optimiser's. */
    static void checkpoint(Path file, Candidate candidate, long seed) {
        try (Scope scope = Scope.open();
                Network network = Networks.build(candidate.network(), Device.CPU, seed)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            network.parameters().forEach((name, tensor) -> tensors.put("model." + name, tensor));
            tensors.put("optimizer.momentum", Tensors.of(new float[1000], 1000));
            SafetensorsFile.write(file, tensors, Map.of("format", "decathlete-checkpoint", "version", "1"));
        }
    }
}
