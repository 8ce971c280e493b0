package org.decathlete.core.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a U-Net that has weights, as the spec alone tells it.
 *
 * @param kind what it is
 * @param inputs channels that it reads
 * @param outputs channels that it writes
 * @param kernel voxels of its kernel
 * @param voxels voxels that it writes per channel and sample
 * @param activation what it ends with; null for none
 */
record UNetLayer(
        Kind kind,
        int inputs,
        int outputs,
        long kernel,
        long voxels,
        @Nullable Activation activation) {

    /** Kinds of layers. */
    enum Kind {
        /** Convolution, normalisation, activation. */
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
                + (activation == Activation.PRELU ? 1 : 0);
    }

    /** Multiply-adds of a forward pass of one sample. */
    long multiplyAdds() {
        // The kernel of a transposed convolution is its stride, so that each voxel is reached by one of its weights.
        return (long) inputs * outputs * voxels * (kind == Kind.UPSAMPLING ? 1 : kernel);
    }

    /** Values of one sample that the backward pass needs and the forward pass therefore keeps. */
    long activations() {
        long own = outputs * voxels;
        long inputOfActivation = overwrites() ? 0 : own;
        return switch (kind) {
            case UNIT, PROJECTION, UPSAMPLING -> 2 * own + inputOfActivation;
            case BLOCK_END -> 3 * own + inputOfActivation;
            case HEAD -> own;
        };
    }

    /** Most activations work in place; the gradients of these two need what they were given. */
    private boolean overwrites() {
        return activation != Activation.GELU && activation != Activation.PRELU;
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
        Activation activation = spec.encoderUnit().activation();
        int channels = spec.inputChannels();
        if (residual) {
            int features = spec.featuresPerStage().get(0);
            layers.add(new UNetLayer(Kind.UNIT, channels, features, kernel(spec, 0), voxels.get(0), activation));
            channels = features;
        }
        for (int stage = 0; stage < spec.stageCount(); stage++) {
            new Blocks(spec.stages(), channels, spec.featuresPerStage().get(stage), kernel(spec, stage), activation)
                    .add(spec.blocksPerStage().get(stage), voxels.get(stage), layers);
            channels = spec.featuresPerStage().get(stage);
        }
    }

    private static void decoderStage(UNetSpec spec, int stage, long voxels, List<UNetLayer> layers) {
        int features = spec.featuresPerStage().get(stage);
        int below = spec.featuresPerStage().get(stage + 1);
        layers.add(new UNetLayer(
                Kind.UPSAMPLING, below, features, product(spec.strides().get(stage + 1)), voxels, null));
        // The spec lists the decoder from the bottleneck upwards.
        int count = spec.convsPerStageDecoder().get(spec.stageCount() - 2 - stage);
        Activation activation = spec.decoderUnit().activation();
        new Blocks(spec.decoderStages(), 2 * features, features, kernel(spec, stage), activation)
                .add(count, voxels, layers);
        layers.add(new UNetLayer(Kind.HEAD, features, spec.outputChannels(), 1, voxels, null));
    }

    /** The convolutions or residual blocks of a stage. */
    private record Blocks(StageKind stages, int inputs, int outputs, long kernel, Activation activation) {

        void add(int count, long voxels, List<UNetLayer> layers) {
            int channels = inputs;
            for (int block = 0; block < count; block++) {
                layers.add(new UNetLayer(Kind.UNIT, channels, outputs, kernel, voxels, activation));
                if (stages == StageKind.RESIDUAL) {
                    layers.add(new UNetLayer(Kind.BLOCK_END, outputs, outputs, kernel, voxels, activation));
                    if (channels != outputs) {
                        layers.add(new UNetLayer(Kind.PROJECTION, channels, outputs, 1, voxels, null));
                    }
                }
                channels = outputs;
            }
        }
    }

    private static long kernel(UNetSpec spec, int stage) {
        return product(spec.kernelSizes().get(stage));
    }

    private static long product(List<Integer> factors) {
        return factors.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
