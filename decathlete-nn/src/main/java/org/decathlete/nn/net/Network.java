package org.decathlete.nn.net;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.tensor.Precision;

/**
 * A network with its weights. Not thread-safe; forward passes of one network run one after another, unless it says that they {@linkplain
 * #predictsSideBySide need not}.
 */
public interface Network extends AutoCloseable {

    /** What it was built from. */
    NetworkSpec spec();

    /**
     * The trainable weights by name, float32, in a fixed order. Names are nnU-Net's without aliases, such as
     * {@code encoder.stages.0.0.convs.0.conv.weight}. The tensors live until {@link #close}.
     */
    Map<String, Tensor> parameters();

    /** Tensors that belong to the weights but are not learnt, such as running averages, by name. */
    default Map<String, Tensor> buffers() {
        return Map.of();
    }

    /**
     * Sets whether forward passes are those of training or of prediction, for layers in which they differ; prediction at first.
     */
    default void training(boolean on) {}

    /** Whether what training makes of a sample depends on the others of its batch. */
    default boolean mixesSamples() {
        return false;
    }

    /** Whether passes of training draw random numbers, as dropout does. */
    default boolean isRandom() {
        return false;
    }

    /** Whether passes of prediction may run on several threads at a time, as long as nothing changes the weights. */
    default boolean predictsSideBySide() {
        return false;
    }

    /**
     * One trainable weight.
     *
     * @throws IllegalArgumentException when the network has none of this name
     */
    default Tensor parameter(String name) {
        Tensor parameter = parameters().get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("the network has no parameter " + name);
        }
        return parameter;
    }

    /**
     * Converts the weights once for the passes until the result is closed, where that pays. Meanwhile the weights must not change.
     *
     * @param precision in which autocast lets the passes compute
     * @param learning whether passes will run backward too
     * @param extents voxels of the passes' inputs along the spatial axes; others are right too, but may be slower
     */
    default WorkingWeights workingWeights(Precision precision, boolean learning, int... extents) {
        return WorkingWeights.NONE;
    }

    /**
     * One forward pass.
     *
     * @param input (N, C, [D,] H, W), in the precision that autocast or the caller chooses
     * @param allHeads whether to compute the lower-resolution heads too
     * @return logits per head, highest resolution first, (N, outputs, …); one entry unless {@code allHeads}
     */
    List<Tensor> forward(Tensor input, boolean allHeads);

    /** Frees the weights. */
    @Override
    void close();
}
