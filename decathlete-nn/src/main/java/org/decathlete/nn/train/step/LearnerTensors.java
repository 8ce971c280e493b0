package org.decathlete.nn.train.step;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.model.PretrainedWeights;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.model.weights.StateDict;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.optim.Optimizer;
import org.decathlete.nn.tensor.Scope;

/** The tensors of a learner by the names that they have in a checkpoint, and the way back into it. */
record LearnerTensors(Network network, Optimizer optimizer) {
    private static final String MODEL = "model.";
    private static final String OPTIMIZER = "optimizer.";

    /** Weights, running averages and the optimiser's state; the live tensors. */
    Map<String, Tensor> all() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        network.parameters().forEach((name, tensor) -> all.put(MODEL + name, tensor));
        network.buffers().forEach((name, tensor) -> all.put(MODEL + name, tensor));
        optimizer.state().forEach((name, tensor) -> all.put(OPTIMIZER + name, tensor));
        return all;
    }

    /** Takes up the weights of another training; returns the names of those that stay as they were initialised. */
    List<String> startFrom(Path weights) {
        return new PretrainedWeights(weights).loadInto(network);
    }

    /** Takes up weights and optimiser state of a checkpoint. */
    void restore(Path checkpoint) {
        try (Scope scope = Scope.open();
                SafetensorsFile.Contents contents = SafetensorsFile.read(checkpoint)) {
            StateDict.load(network, contents.under(MODEL));
            optimizer.load(contents.under(OPTIMIZER));
        }
    }
}
