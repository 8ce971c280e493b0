package org.decathlete.nn.loss;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** What training minimises. */
@FunctionalInterface
public interface Loss {

    /**
     * The loss of one batch.
     *
     * @param heads logits, highest resolution first, (N, C, [D,] H, W) each, in any precision
     * @param target at the resolution of the first head: label maps (N, 1, …) of any number type, or region masks (N, R, …)
     *     with values 0 and 1, and after them, where the loss expects it, a mask of what to ignore
     * @return a float32 scalar to differentiate
     */
    Tensor value(List<Tensor> heads, Tensor target);
}
