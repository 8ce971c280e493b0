package org.decathlete.nn.net;

import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** Weights that anyone can write down without a random generator: reference/nnunet.md, A.5. */
public final class FormulaWeights {

    private FormulaWeights() {}

    public static void fill(Network network) {
        int[] index = {0};
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            network.parameters()
                    .forEach((name, parameter) ->
                            parameter.copy_(Tensors.of(values(name, parameter, index[0]++), parameter.shape())));
        }
    }

    private static float[] values(String name, Tensor parameter, int t) {
        float[] values = new float[(int) parameter.numel()];
        double fan = name.contains("transpconvs") ? parameter.size(0) : (double) values.length / parameter.size(0);
        for (int i = 0; i < values.length; i++) {
            double v = Math.sin(0.37 * i + t);
            if (parameter.dim() > 1) {
                values[i] = (float) (v * Math.sqrt(2 / fan));
            } else {
                values[i] = (float) (name.endsWith("norm.weight") ? 1 + 0.1 * v : 0.1 * v);
            }
        }
        return values;
    }
}
