package org.decathlete.core.plan;

import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;

/** What a U-Net costs, counted without building it. */
public final class UNetCost {

    private UNetCost() {}

    /** Number of trainable parameters; the heads of all resolutions exist whether they are trained or not. */
    public static long parameters(UNetSpec spec) {
        return UNetLayer.of(spec).stream()
                .mapToLong(layer -> layer.parameters(spec.convBias()))
                .sum();
    }

    /**
     * Multiply-adds of one forward pass of one sample with all heads; forward and backward together take three times as many.
     *
     * @param patch edges of the sample, one per dimension, divisible by the strides
     */
    public static long multiplyAdds(UNetSpec spec, int[] patch) {
        return UNetLayer.of(spec, patch).stream()
                .mapToLong(UNetLayer::multiplyAdds)
                .sum();
    }

    /**
     * Values that a training step keeps of one sample between forward and backward pass: times two in bf16 or fp16, or four in fp32,
     * the bytes that grow with the batch.
     *
     * @param patch edges of the sample, one per dimension, divisible by the strides
     */
    public static long activations(UNetSpec spec, int[] patch) {
        return UNetLayer.of(spec, patch).stream()
                .mapToLong(UNetLayer::activations)
                .sum();
    }

    /**
     * Memory of a training step that grows with the network: weight, gradient and two moments of every parameter in float32, and the
     * activations of the batch.
     *
     * @param patch edges of a sample, one per dimension, divisible by the strides
     * @param batch samples per step
     * @param bytesPerValue of activations: 2 in bf16 or fp16, 4 in fp32
     */
    public static long trainingBytes(UNetSpec spec, int[] patch, int batch, int bytesPerValue) {
        return 4L * Float.BYTES * parameters(spec) + (long) bytesPerValue * batch * activations(spec, patch);
    }

    /**
     * Elements of all feature maps that convolutions write for one sample: nnU-Net's stand-in for the memory of a training step.
     *
     * @param patch edges of the sample, one per dimension, divisible by the strides
     */
    public static long featureMapElements(UNetSpec spec, int[] patch) {
        int[] edges = patch.clone();
        long total = 0;
        for (int stage = 0; stage < spec.stageCount(); stage++) {
            boolean halves = false;
            long voxels = 1;
            for (int axis = 0; axis < edges.length; axis++) {
                int stride = spec.strides().get(stage).get(axis);
                halves |= stride != 1;
                edges[axis] /= stride;
                voxels *= edges[axis];
            }
            int channels = spec.featuresPerStage().get(stage);
            total += encoderMaps(spec, stage, halves) * channels * voxels;
            if (stage < spec.stageCount() - 1) {
                int up = 1;
                int maps = decoderConvolutions(spec, stage) * (spec.decoderStages() == StageKind.RESIDUAL ? 2 : 1);
                int projection = spec.decoderStages() == StageKind.RESIDUAL ? 1 : 0;
                total += (maps + projection + up) * (long) channels * voxels;
            }
            if (stage == 0) {
                total += spec.outputChannels() * voxels;
            }
        }
        return total;
    }

    /** Feature maps that an encoder stage writes, each with the stage's channels. */
    private static long encoderMaps(UNetSpec spec, int stage, boolean halves) {
        int blocks = spec.blocksPerStage().get(stage);
        if (spec.stages() == StageKind.PLAIN) {
            return blocks;
        }
        int stem = stage == 0 ? 1 : 0;
        int before = spec.featuresPerStage().get(Math.max(stage - 1, 0));
        boolean widens = before != spec.featuresPerStage().get(stage);
        return stem + 2L * blocks + (halves || widens ? 1 : 0);
    }

    /** Convolutions of the decoder stage at this resolution; the list of the spec starts at the bottleneck. */
    private static int decoderConvolutions(UNetSpec spec, int stage) {
        return spec.convsPerStageDecoder().get(spec.stageCount() - 2 - stage);
    }
}
