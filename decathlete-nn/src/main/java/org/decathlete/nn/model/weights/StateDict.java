package org.decathlete.nn.model.weights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * Puts named tensors into a network. nnU-Net's state dicts name many tensors several times: {@code decoder.encoder.*} repeats the
 * encoder, {@code *.all_modules.*} the layers of a unit, a data-parallel training prefixes {@code module.}, a compiled network
 * {@code _orig_mod.}; these aliases are left out, and so is the count of batches that PyTorch's batch normalisation keeps but does
 * not use.
 */
public final class StateDict {
    private static final int LISTED = 8;
    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");

    private StateDict() {}

    /** The tensors without aliases, in their order. */
    public static Map<String, Tensor> withoutAliases(Map<String, Tensor> tensors) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            String plain = withoutWrappers(name);
            if (!plain.startsWith("decoder.encoder.")
                    && !plain.contains(".all_modules.")
                    && !plain.endsWith(".num_batches_tracked")) {
                result.put(plain, tensor);
            }
        });
        return result;
    }

    private static String withoutWrappers(String name) {
        String plain = name;
        for (String wrapper : WRAPPERS) {
            plain = plain.startsWith(wrapper) ? plain.substring(wrapper.length()) : plain;
        }
        return plain;
    }

    /**
     * Overwrites all weights of a network.
     *
     * @throws DecathleteException of kind DATA when a weight is missing, has another shape, or a tensor belongs to no weight; then
     *     nothing was changed
     */
    public static void load(Network network, Map<String, Tensor> tensors) {
        Map<String, Tensor> given = withoutAliases(tensors);
        Map<String, Tensor> own = new LinkedHashMap<>(network.parameters());
        own.putAll(network.buffers());
        check(own, given);
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            own.forEach((name, parameter) -> {
                Tensor tensor = given.get(name);
                if (tensor != null) {
                    parameter.copy_(Tensors.to(tensor, Tensors.type(parameter)));
                }
            });
        }
    }

    private static void check(Map<String, Tensor> parameters, Map<String, Tensor> given) {
        List<String> missing = parameters.keySet().stream()
                .filter(name -> !given.containsKey(name))
                .toList();
        List<String> unexpected = given.keySet().stream()
                .filter(name -> !parameters.containsKey(name))
                .toList();
        List<String> different = parameters.entrySet().stream()
                .filter(each -> differs(each.getValue(), given.get(each.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty() || !unexpected.isEmpty() || !different.isEmpty()) {
            throw DecathleteException.data("the weights do not fit the network: " + listed("missing", missing)
                    + listed("unexpected", unexpected) + listed("of another shape", different)
                    + "the file belongs to another architecture");
        }
    }

    private static boolean differs(Tensor parameter, @org.jspecify.annotations.Nullable Tensor given) {
        return given != null && !Arrays.equals(parameter.shape(), given.shape());
    }

    private static String listed(String what, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        String more = names.size() > LISTED ? ", and " + (names.size() - LISTED) + " more" : "";
        return what + " " + String.join(", ", names.subList(0, Math.min(LISTED, names.size()))) + more + "; ";
    }
}
