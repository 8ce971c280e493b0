package org.decathlete.nn.net;

import org.bytedeco.pytorch.Tensor;

/** One step of a network: (N, C, [D,] H, W) to (N, C', …). */
@FunctionalInterface
interface Layer {
    Tensor apply(Tensor x);
}
