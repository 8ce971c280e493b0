package org.decathlete.core.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A U-Net of nnU-Net's families: PlainConvUNet or ResidualEncoderUNet (dynamic-network-architectures), or one with residual decoder
 * stages.
 *
 * <p>Stage 0 works at full resolution. Lists per stage have one entry per stage, from full resolution to the bottleneck;
 * kernels and strides follow the array axes, (z, y, x) or (y, x).
 *
 * @param stages what encoder stages are made of
 * @param dimensions 2 or 3
 * @param inputChannels channels of the image
 * @param outputChannels channels of each segmentation head
 * @param featuresPerStage channels of each stage
 * @param kernelSizes kernel of the convolutions of each stage, odd
 * @param strides stride of the first convolution of each stage; the first is all ones
 * @param blocksPerStage convolutions (plain) or residual blocks (residual) in each encoder stage
 * @param convsPerStageDecoder convolutions in each decoder stage, counted upwards from the bottleneck as nnU-Net lists it;
 *     one entry fewer than stages
 * @param convBias whether convolutions have a bias
 * @param encoderUnit what follows each convolution of the encoder
 * @param decoderUnit what follows each convolution of the decoder
 * @param deepSupervision whether training uses the lower-resolution heads; they exist either way
 * @param decoderStages what decoder stages are made of; absent from JSON where plain, as in both of nnU-Net's families. A residual
 *     stage has as many blocks as a plain one has convolutions
 */
public record UNetSpec(
        StageKind stages,
        int dimensions,
        int inputChannels,
        int outputChannels,
        List<Integer> featuresPerStage,
        List<List<Integer>> kernelSizes,
        List<List<Integer>> strides,
        List<Integer> blocksPerStage,
        List<Integer> convsPerStageDecoder,
        boolean convBias,
        UnitSpec encoderUnit,
        UnitSpec decoderUnit,
        boolean deepSupervision,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = StageKind.PlainIsLeftOut.class)
        StageKind decoderStages)
        implements NetworkSpec {

    /** Registered name of this kind of network. */
    public static final String TYPE = "unet";

    public UNetSpec {
        decoderStages = Objects.requireNonNullElse(decoderStages, StageKind.PLAIN);
        featuresPerStage = List.copyOf(featuresPerStage);
        kernelSizes = kernelSizes.stream().map(List::copyOf).toList();
        strides = strides.stream().map(List::copyOf).toList();
        blocksPerStage = List.copyOf(blocksPerStage);
        convsPerStageDecoder = List.copyOf(convsPerStageDecoder);
        int count = featuresPerStage.size();
        require(dimensions == 2 || dimensions == 3, "dimensions", dimensions, "2 or 3");
        require(inputChannels >= 1, "inputChannels", inputChannels, "at least 1");
        require(outputChannels >= 1, "outputChannels", outputChannels, "at least 1");
        require(count >= 2, "featuresPerStage", featuresPerStage, "at least 2 stages");
        require(kernelSizes.size() == count, "kernelSizes", kernelSizes, count + " entries");
        require(strides.size() == count, "strides", strides, count + " entries");
        require(blocksPerStage.size() == count, "blocksPerStage", blocksPerStage, count + " entries");
        require(
                convsPerStageDecoder.size() == count - 1,
                "convsPerStageDecoder",
                convsPerStageDecoder,
                (count - 1) + " entries");
        for (int stage = 0; stage < count; stage++) {
            require(featuresPerStage.get(stage) >= 1, "featuresPerStage", featuresPerStage, "entries of at least 1");
            require(blocksPerStage.get(stage) >= 1, "blocksPerStage", blocksPerStage, "entries of at least 1");
            require(kernelSizes.get(stage).size() == dimensions, "kernelSizes", kernelSizes, dimensions + " axes");
            require(strides.get(stage).size() == dimensions, "strides", strides, dimensions + " axes");
            require(
                    kernelSizes.get(stage).stream().allMatch(k -> k >= 1 && k % 2 == 1),
                    "kernelSizes",
                    kernelSizes,
                    "odd");
            require(strides.get(stage).stream().allMatch(s -> s >= 1), "strides", strides, "entries of at least 1");
        }
        require(
                convsPerStageDecoder.stream().allMatch(n -> n >= 1),
                "convsPerStageDecoder",
                convsPerStageDecoder,
                "≥ 1");
        require(strides.get(0).stream().allMatch(s -> s == 1), "strides", strides, "a first entry of ones");
    }

    /** A U-Net with plain decoder stages. */
    public UNetSpec(
            StageKind stages,
            int dimensions,
            int inputChannels,
            int outputChannels,
            List<Integer> featuresPerStage,
            List<List<Integer>> kernelSizes,
            List<List<Integer>> strides,
            List<Integer> blocksPerStage,
            List<Integer> convsPerStageDecoder,
            boolean convBias,
            UnitSpec encoderUnit,
            UnitSpec decoderUnit,
            boolean deepSupervision) {
        this(
                stages,
                dimensions,
                inputChannels,
                outputChannels,
                featuresPerStage,
                kernelSizes,
                strides,
                blocksPerStage,
                convsPerStageDecoder,
                convBias,
                encoderUnit,
                decoderUnit,
                deepSupervision,
                StageKind.PLAIN);
    }

    /** A U-Net with instance normalisation and leaky ReLU throughout, as nnU-Net plans it. */
    public UNetSpec(
            StageKind stages,
            int dimensions,
            int inputChannels,
            int outputChannels,
            List<Integer> featuresPerStage,
            List<List<Integer>> kernelSizes,
            List<List<Integer>> strides,
            List<Integer> blocksPerStage,
            List<Integer> convsPerStageDecoder,
            boolean convBias,
            double normEpsilon,
            double leakySlope,
            boolean deepSupervision) {
        this(
                stages,
                dimensions,
                inputChannels,
                outputChannels,
                featuresPerStage,
                kernelSizes,
                strides,
                blocksPerStage,
                convsPerStageDecoder,
                convBias,
                new UnitSpec(Norm.INSTANCE, normEpsilon, Activation.LEAKY_RELU, leakySlope, 0),
                new UnitSpec(Norm.INSTANCE, normEpsilon, Activation.LEAKY_RELU, leakySlope, 0),
                deepSupervision);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int[] edgeMultiples() {
        int[] multiples = new int[dimensions];
        Arrays.fill(multiples, 1);
        strides.forEach(stage -> Arrays.setAll(multiples, axis -> multiples[axis] * stage.get(axis)));
        return multiples;
    }

    /** Number of stages, bottleneck included. */
    public int stageCount() {
        return featuresPerStage.size();
    }

    /** Whether what the network makes of a sample in training depends on the others of its batch. */
    public boolean mixesSamples() {
        return encoderUnit.norm() == Norm.BATCH || decoderUnit.norm() == Norm.BATCH;
    }

    /** The same network with other units. */
    public UNetSpec withUnits(UnitSpec encoder, UnitSpec decoder) {
        return new UNetSpec(
                stages,
                dimensions,
                inputChannels,
                outputChannels,
                featuresPerStage,
                kernelSizes,
                strides,
                blocksPerStage,
                convsPerStageDecoder,
                convBias,
                encoder,
                decoder,
                deepSupervision,
                decoderStages);
    }

    /** The same network for other inputs and outputs. */
    public UNetSpec withChannels(int inputs, int outputs) {
        return new UNetSpec(
                stages,
                dimensions,
                inputs,
                outputs,
                featuresPerStage,
                kernelSizes,
                strides,
                blocksPerStage,
                convsPerStageDecoder,
                convBias,
                encoderUnit,
                decoderUnit,
                deepSupervision,
                decoderStages);
    }

    /** The same network, its lower-resolution heads trained or not. */
    public UNetSpec withDeepSupervision(boolean supervised) {
        return new UNetSpec(
                stages,
                dimensions,
                inputChannels,
                outputChannels,
                featuresPerStage,
                kernelSizes,
                strides,
                blocksPerStage,
                convsPerStageDecoder,
                convBias,
                encoderUnit,
                decoderUnit,
                supervised,
                decoderStages);
    }

    /** The same network with other decoder stages. */
    public UNetSpec withDecoderStages(StageKind kind) {
        return new UNetSpec(
                stages,
                dimensions,
                inputChannels,
                outputChannels,
                featuresPerStage,
                kernelSizes,
                strides,
                blocksPerStage,
                convsPerStageDecoder,
                convBias,
                encoderUnit,
                decoderUnit,
                deepSupervision,
                kind);
    }

    private static void require(boolean holds, String field, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("UNetSpec." + field + " is " + value + ", expected " + expected);
        }
    }
}
