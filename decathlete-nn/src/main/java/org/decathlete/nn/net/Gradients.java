package org.decathlete.nn.net;

import org.bytedeco.pytorch.Tensor;

/** Gradients of losses by the weights of a network, summed up in float32. Used by one thread at a time. */
public interface Gradients extends AutoCloseable {

    /**
     * Adds the gradients of a loss.
     *
     * @param loss a scalar, from a forward pass that ran on the calling thread
     */
    void addOf(Tensor loss);

    /** Adds the sums to the gradients of the weights, and forgets them. */
    void addToWeights();

    /** Frees the sums. */
    @Override
    void close();
}
