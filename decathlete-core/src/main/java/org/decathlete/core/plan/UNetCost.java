package org.decathlete.core.plan;

import java.util.List;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;

/** What a U-Net costs, counted without building it. */
public final class UNetCost {

    private UNetCost() {}

    /** Number of trainable parameters; the heads of all resolutions exist whether they are trained or not. */
    public static long parameters(UNetSpec spec) {
        List<Integer> features = spec.featuresPerStage();
        long total = 0;
        int inputs = spec.inputChannels();
        if (spec.stages() == StageKind.RESIDUAL) {
            total += unit(spec, inputs, features.get(0), 0);
            inputs = features.get(0);
        }
        for (int stage = 0; stage < spec.stageCount(); stage++) {
            int outputs = features.get(stage);
            for (int block = 0; block < spec.blocksPerStage().get(stage); block++) {
                total += spec.stages() == StageKind.RESIDUAL
                        ? residualBlock(spec, inputs, outputs, stage)
                        : unit(spec, inputs, outputs, stage);
                inputs = outputs;
            }
        }
        for (int stage = 0; stage < spec.stageCount() - 1; stage++) {
            total += decoderStage(spec, stage);
        }
        return total;
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
                total += (decoderConvolutions(spec, stage) + up) * (long) channels * voxels;
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

    /** Transposed convolution from below, convolutions, head. */
    private static long decoderStage(UNetSpec spec, int stage) {
        int channels = spec.featuresPerStage().get(stage);
        int below = spec.featuresPerStage().get(stage + 1);
        long total = (long) below * channels * product(spec.strides().get(stage + 1)) + bias(spec, channels);
        int inputs = 2 * channels;
        for (int i = 0; i < decoderConvolutions(spec, stage); i++) {
            total += unit(spec, inputs, channels, stage);
            inputs = channels;
        }
        return total + (channels + 1L) * spec.outputChannels();
    }

    /** Convolution and instance normalisation. */
    private static long unit(UNetSpec spec, int inputs, int outputs, int stage) {
        return (long) inputs * outputs * product(spec.kernelSizes().get(stage)) + bias(spec, outputs) + norm(outputs);
    }

    private static long residualBlock(UNetSpec spec, int inputs, int outputs, int stage) {
        long projection = inputs == outputs ? 0 : (long) inputs * outputs + norm(outputs);
        return unit(spec, inputs, outputs, stage) + unit(spec, outputs, outputs, stage) + projection;
    }

    private static long bias(UNetSpec spec, int channels) {
        return spec.convBias() ? channels : 0;
    }

    private static long norm(int channels) {
        return 2L * channels;
    }

    private static long product(List<Integer> factors) {
        return factors.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
