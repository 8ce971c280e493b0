package org.decathlete.nn.optim;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.OptimizerSpec;

/** Optimisers from their descriptions. */
public final class Optimizers {
    private Optimizers() {}

    /** @param parameters weights by name; they stay their owner's */
    public static Optimizer build(OptimizerSpec spec, Map<String, Tensor> parameters) {
        return spec instanceof OptimizerSpec.Adam adam
                ? new Adam(adam, parameters)
                : new Sgd((OptimizerSpec.Sgd) spec, parameters);
    }
}
