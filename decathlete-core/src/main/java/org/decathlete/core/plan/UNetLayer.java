package org.decathlete.core.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;

/**
 * A layer of a U-Net that has weights, as the spec alone tells it.
 *
 * @param kind what it is
 * @param inputs channels that it reads
 * @param outputs channels that it writes
 * @param kernel voxels of its kernel
 * @param voxels voxels that it writes per channel and sample
 * @param learnedSlope whether its activation learns a slope
 */
record UNetLayer(Kind kind, int inputs, int outputs, long kernel, long voxels, boolean learnedSlope) {

    /** Kinds of layers. */
    enum Kind {
        /** Convolution, instance normalisation, activation. */
        UNIT,
        /** The second convolution of a residual block, normalised, added to the skip and then activated. */
        BLOCK_END,
        /** The 1×1 convolution of a skip that widens, normalised, without bias. */
        PROJECTION,
        /** A transposed convolution and the concatenation of its result with the skip. */
        UPSAMPLING,
        /** A segmentation head. */
        HEAD
    }

    /**
     * All layers.
     *
     * @param patch edges of a sample, one per dimension, divisible by the strides
     */
    static List<UNetLayer> of(UNetSpec spec, int[] patch) {
        List<UNetLayer> layers = new ArrayList<>();
        List<Long> voxels = voxels(spec, patch);
        encoder(spec, voxels, layers);
        for (int stage = spec.stageCount() - 2; stage >= 0; stage--) {
            decoderStage(spec, stage, voxels.get(stage), layers);
        }
        return layers;
    }

    /** The same where only channels and kernels matter. */
    static List<UNetLayer> of(UNetSpec spec) {
        int[] patch = new int[spec.dimensions()];
        for (int axis = 0; axis < patch.length; axis++) {
            int at = axis;
            patch[axis] =
                    spec.strides().stream().mapToInt(stride -> stride.get(at)).reduce(1, Math::multiplyExact);
        }
        return of(spec, patch);
    }

    /** Trainable parameters. */
    long parameters(boolean convBias) {
        boolean biased = kind == Kind.HEAD || (convBias && kind != Kind.PROJECTION);
        return (long) inputs * outputs * kernel
                + (biased ? outputs : 0)
                + (normalised() ? 2L * outputs : 0)
                + (learnedSlope ? 1 : 0);
    }

    /** Multiply-adds of a forward pass of one sample. */
    long multiplyAdds() {
        // The kernel of a transposed convolution is its stride, so that each voxel is reached by one of its weights.
        return (long) inputs * outputs * voxels * (kind == Kind.UPSAMPLING ? 1 : kernel);
    }

    /** Values of one sample that the backward pass needs and the forward pass therefore keeps. */
    long activations() {
        long own = outputs * voxels;
        return switch (kind) {
            case UNIT, PROJECTION, UPSAMPLING -> 2 * own;
            case BLOCK_END -> 3 * own;
            case HEAD -> own;
        };
    }

    private boolean normalised() {
        return kind == Kind.UNIT || kind == Kind.BLOCK_END || kind == Kind.PROJECTION;
    }

    private static List<Long> voxels(UNetSpec spec, int[] patch) {
        int[] edges = patch.clone();
        List<Long> voxels = new ArrayList<>();
        for (List<Integer> stride : spec.strides()) {
            long count = 1;
            for (int axis = 0; axis < edges.length; axis++) {
                edges[axis] /= stride.get(axis);
                count *= edges[axis];
            }
            voxels.add(count);
        }
        return Collections.unmodifiableList(voxels);
    }

    private static void encoder(UNetSpec spec, List<Long> voxels, List<UNetLayer> layers) {
        boolean residual = spec.stages() == StageKind.RESIDUAL;
        boolean learned = spec.encoderUnit().activation() == Activation.PRELU;
        int channels = spec.inputChannels();
        if (residual) {
            int features = spec.featuresPerStage().get(0);
            layers.add(new UNetLayer(Kind.UNIT, channels, features, kernel(spec, 0), voxels.get(0), learned));
            channels = features;
        }
        for (int stage = 0; stage < spec.stageCount(); stage++) {
            int features = spec.featuresPerStage().get(stage);
            long kernel = kernel(spec, stage);
            for (int block = 0; block < spec.blocksPerStage().get(stage); block++) {
                layers.add(new UNetLayer(Kind.UNIT, channels, features, kernel, voxels.get(stage), learned));
                if (residual) {
                    layers.add(new UNetLayer(Kind.BLOCK_END, features, features, kernel, voxels.get(stage), learned));
                }
                if (residual && channels != features) {
                    layers.add(new UNetLayer(Kind.PROJECTION, channels, features, 1, voxels.get(stage), false));
                }
                channels = features;
            }
        }
    }

    private static void decoderStage(UNetSpec spec, int stage, long voxels, List<UNetLayer> layers) {
        int features = spec.featuresPerStage().get(stage);
        int below = spec.featuresPerStage().get(stage + 1);
        layers.add(new UNetLayer(
                Kind.UPSAMPLING, below, features, product(spec.strides().get(stage + 1)), voxels, false));
        int channels = 2 * features;
        boolean learned = spec.decoderUnit().activation() == Activation.PRELU;
        // The spec lists the decoder from the bottleneck upwards.
        for (int i = 0; i < spec.convsPerStageDecoder().get(spec.stageCount() - 2 - stage); i++) {
            layers.add(new UNetLayer(Kind.UNIT, channels, features, kernel(spec, stage), voxels, learned));
            channels = features;
        }
        layers.add(new UNetLayer(Kind.HEAD, features, spec.outputChannels(), 1, voxels, false));
    }

    private static long kernel(UNetSpec spec, int stage) {
        return product(spec.kernelSizes().get(stage));
    }

    private static long product(List<Integer> factors) {
        return factors.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
