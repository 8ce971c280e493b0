package org.decathlete.nn.net;

import org.bytedeco.pytorch.Tensor;

/**
 * While open, the passes of a network compute with copies of its weights that were converted once, instead of once a pass. Gradients
 * by the copies are collected by {@link #newGradients}.
 */
public interface WorkingWeights extends AutoCloseable {
    /** For networks that compute with the weights themselves. */
    WorkingWeights NONE = new WorkingWeights() {
        @Override
        public Gradients newGradients() {
            return new Gradients() {
                @Override
                public void addOf(Tensor loss) {
                    loss.backward();
                }

                @Override
                public void addToWeights() {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    };

    /** Sums of the gradients of losses whose forward passes run while this is open; to be closed before it. */
    Gradients newGradients();

    /** Whether passes may run on several threads at a time, each with {@linkplain #newGradients gradients} of its own. */
    default boolean sideBySide() {
        return false;
    }

    /** Frees the copies; the weights are used themselves again. */
    @Override
    void close();
}
