package org.decathlete.nn.net;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The weight of a convolution, with the channel fastest on the processor: the one that is learnt, or the copy that passes work with. */
final class Weight {
    private final Tensor learnt;
    private @Nullable Tensor copy;

    Weight(Tensor learnt) {
        this.learnt = learnt;
    }

    /** What a pass is to compute with. */
    Tensor tensor() {
        return copy == null ? learnt : copy;
    }

    Tensor learnt() {
        return learnt;
    }

    /** Has passes compute with a copy, which {@link #dropCopy} closes. */
    void workWith(Tensor copyOfLearnt) {
        this.copy = copyOfLearnt;
    }

    /** Closes the copy, if there is one. */
    void dropCopy() {
        if (copy != null) {
            copy.close();
            copy = null;
        }
    }
}
