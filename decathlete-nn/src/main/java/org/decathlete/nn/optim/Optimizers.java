package org.decathlete.nn.optim;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.OptimizerSpec;

/** Optimisers from their descriptions. */
public final class Optimizers {
    private Optimizers() {}

    /**
     * An optimiser over some weights.
     *
     * @param parameters weights by name, float32; they stay their owner's
     */
    public static Optimizer build(OptimizerSpec spec, Map<String, Tensor> parameters) {
        if (spec instanceof OptimizerSpec.Muon muon) {
            return new Muon(muon, parameters);
        }
        return spec instanceof OptimizerSpec.Adam adam
                ? new Adam(adam, parameters)
                : new Sgd((OptimizerSpec.Sgd) spec, parameters);
    }
}
