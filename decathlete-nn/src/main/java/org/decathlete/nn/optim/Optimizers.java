package org.decathlete.nn.optim;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.nn.tensor.Precision;

/** Optimisers from their descriptions. */
public final class Optimizers {
    private Optimizers() {}

    /** An optimiser over weights that are trained in float32. */
    public static Optimizer build(OptimizerSpec spec, Map<String, Tensor> parameters) {
        return build(spec, parameters, Precision.FP32);
    }

    /**
     * An optimiser over some weights.
     *
     * @param parameters weights by name; they stay their owner's
     * @param precision that the weights are trained in
     */
    public static Optimizer build(OptimizerSpec spec, Map<String, Tensor> parameters, Precision precision) {
        if (spec instanceof OptimizerSpec.Muon muon) {
            return new Muon(muon, parameters, precision == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float);
        }
        return spec instanceof OptimizerSpec.Adam adam
                ? new Adam(adam, parameters)
                : new Sgd((OptimizerSpec.Sgd) spec, parameters);
    }
}
