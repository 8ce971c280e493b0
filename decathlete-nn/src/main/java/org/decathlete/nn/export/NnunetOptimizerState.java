package org.decathlete.nn.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.model.pth.PythonValue.Stored;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** What PyTorch's SGD and gradient scaler save, for nnU-Net to go on training an exported model. */
final class NnunetOptimizerState {
    private static final String HEADS = "decoder.seg_layers.";

    private NnunetOptimizerState() {}

    /**
     * The state of an optimiser without momentum yet: a model carries none, and after a buffer of zeros PyTorch's next step is that
     * of a fresh optimiser. nnU-Net knows SGD alone; a model that was trained by another optimiser gets nnU-Net's own settings.
     */
    static Map<String, Object> of(Network network, UNetSpec spec, OptimizerSpec optimizer) {
        List<String> names = parameters(network, spec);
        Map<Integer, Object> buffers = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (learns(names.get(i), spec)) {
                Tensor zeros = Tensors.zeros(
                        ScalarType.Float,
                        Device.CPU,
                        network.parameter(names.get(i)).shape());
                buffers.put(i, Map.of("momentum_buffer", new Stored(zeros)));
            }
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("state", buffers);
        state.put("param_groups", List.of(group(optimizer, names.size())));
        return state;
    }

    /** PyTorch's gradient scaler as it starts. */
    static Map<String, Object> freshScaler() {
        Map<String, Object> scaler = new LinkedHashMap<>();
        scaler.put("scale", 65536.0);
        scaler.put("growth_factor", 2.0);
        scaler.put("backoff_factor", 0.5);
        scaler.put("growth_interval", 2000);
        scaler.put("_growth_tracker", 0);
        return scaler;
    }

    /** Our names of the parameters, each once, in the order in which Python's network lists them. */
    private static List<String> parameters(Network network, UNetSpec spec) {
        Set<String> names = new LinkedHashSet<>(new NnunetModules(spec).keys().values());
        names.retainAll(network.parameters().keySet());
        return new ArrayList<>(names);
    }

    /**
     * Whether a parameter has a gradient in nnU-Net's training. The head of the lowest resolution weighs nothing in the loss, and
     * without deep supervision only that of full resolution, the last, is used.
     */
    private static boolean learns(String name, UNetSpec spec) {
        int heads = spec.stageCount() - 1;
        int idle = spec.deepSupervision() ? Math.min(1, heads - 1) : heads - 1;
        return IntStream.range(0, idle).noneMatch(head -> name.startsWith(HEADS + head + "."));
    }

    private static Map<String, @Nullable Object> group(OptimizerSpec spec, int parameters) {
        OptimizerSpec.Sgd optimizer = spec instanceof OptimizerSpec.Sgd sgd
                ? sgd
                : (OptimizerSpec.Sgd) TrainingRecipe.nnUNet().optimizer();
        Map<String, @Nullable Object> group = new LinkedHashMap<>();
        group.put("lr", optimizer.learningRate());
        group.put("momentum", optimizer.momentum());
        group.put("dampening", 0);
        group.put("weight_decay", optimizer.weightDecay());
        group.put("nesterov", optimizer.nesterov());
        group.put("maximize", false);
        group.put("foreach", null);
        group.put("differentiable", false);
        group.put("initial_lr", optimizer.learningRate());
        group.put("params", IntStream.range(0, parameters).boxed().toList());
        return group;
    }
}
