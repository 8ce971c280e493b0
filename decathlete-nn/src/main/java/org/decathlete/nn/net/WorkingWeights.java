package org.decathlete.nn.net;

/**
 * While open, the passes of a network compute with copies of its weights that were converted once, instead of once a pass. Gradients
 * go to the copies; {@link #addGradients} adds them to those of the weights, in float32.
 */
public interface WorkingWeights extends AutoCloseable {
    /** For networks that compute with the weights themselves. */
    WorkingWeights NONE = new WorkingWeights() {
        @Override
        public void addGradients() {}

        @Override
        public void close() {}
    };

    /** To be called after every backward pass. */
    void addGradients();

    /** Frees the copies; the weights are used themselves again. */
    @Override
    void close();
}
