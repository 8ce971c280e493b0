package org.decathlete.nn.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;

/** The graph of a U-Net with its full-resolution head alone, node by node as {@code nn.net} computes it. */
final class OnnxUNet {
    private final OnnxGraph graph = new OnnxGraph();
    private final UNetSpec spec;
    private final OnnxUnits units = new OnnxUnits(graph);
    private final List<Integer> ones;

    private OnnxUNet(UNetSpec spec) {
        this.spec = spec;
        this.ones = Collections.nCopies(spec.dimensions(), 1);
    }

    /** The graph from the value {@code input} (N, C, [D,] H, W) to the value {@code output}. */
    static OnnxGraph of(UNetSpec spec, String input, String output) {
        OnnxUNet unet = new OnnxUNet(spec);
        unet.graph.output(output, unet.decoder(unet.encoder(input)));
        return unet.graph;
    }

    /** Output of every stage, full resolution first. */
    private List<String> encoder(String input) {
        List<String> features = new ArrayList<>();
        boolean residual = spec.stages() == StageKind.RESIDUAL;
        int channels = spec.inputChannels();
        String x = input;
        if (residual) {
            channels = spec.featuresPerStage().get(0);
            x = unit(spec.encoderUnit(), "encoder.stem.convs.0", x, 0, ones);
        }
        for (int stage = 0; stage < spec.stageCount(); stage++) {
            x = residual ? residualStage(x, stage, channels) : plainStage(x, stage);
            channels = spec.featuresPerStage().get(stage);
            features.add(x);
        }
        return features;
    }

    private String plainStage(String input, int stage) {
        String x = input;
        for (int i = 0; i < spec.blocksPerStage().get(stage); i++) {
            List<Integer> stride = i == 0 ? spec.strides().get(stage) : ones;
            x = unit(spec.encoderUnit(), "encoder.stages." + stage + ".0.convs." + i, x, stage, stride);
        }
        return x;
    }

    private String residualStage(String input, int stage, int channels) {
        String name = "encoder.stages." + stage;
        int blocks = spec.blocksPerStage().get(stage);
        boolean widens = channels != spec.featuresPerStage().get(stage);
        return blocks(
                spec.encoderUnit(), name, input, stage, blocks, spec.strides().get(stage), widens);
    }

    /** @param widens whether the first block changes the number of channels */
    private String blocks(
            UnitSpec unit, String name, String input, int stage, int count, List<Integer> stride, boolean widens) {
        String x = input;
        for (int i = 0; i < count; i++) {
            x = block(unit, name + ".blocks." + i, x, stage, i == 0 ? stride : ones, i == 0 && widens);
        }
        return x;
    }

    private String block(UnitSpec unit, String name, String input, int stage, List<Integer> stride, boolean projected) {
        String first = unit(unit, name + ".conv1", input, stage, stride);
        String second =
                normalised(unit, name + ".conv2", first, spec.kernelSizes().get(stage), ones, spec.convBias());
        String skip = input;
        boolean strided = !stride.equals(ones);
        if (strided) {
            skip = graph.average(name + ".skip.0", skip, stride);
        }
        if (projected) {
            skip = normalised(unit, name + ".skip." + (strided ? 1 : 0), skip, ones, ones, false);
        }
        return units.activation(unit, name + ".nonlin2", graph.sum(name, second, skip));
    }

    private String decoder(List<String> features) {
        int levels = spec.stageCount() - 1;
        String x = features.get(levels);
        for (int level = 0; level < levels; level++) {
            int stage = levels - 1 - level;
            String up = graph.transposedConvolution(
                    "decoder.transpconvs." + level, x, spec.strides().get(stage + 1), spec.convBias());
            x = graph.concatenation("decoder.stages." + level, up, features.get(stage));
            x = decoderStage(x, level, stage);
        }
        return graph.convolution("decoder.seg_layers." + (levels - 1), x, ones, ones, true);
    }

    private String decoderStage(String input, int level, int stage) {
        String name = "decoder.stages." + level;
        int count = spec.convsPerStageDecoder().get(level);
        if (spec.decoderStages() == StageKind.RESIDUAL) {
            return blocks(spec.decoderUnit(), name, input, stage, count, ones, true);
        }
        String x = input;
        for (int i = 0; i < count; i++) {
            x = unit(spec.decoderUnit(), name + ".convs." + i, x, stage, ones);
        }
        return x;
    }

    private String unit(UnitSpec unit, String name, String input, int stage, List<Integer> stride) {
        String normalised = normalised(unit, name, input, spec.kernelSizes().get(stage), stride, spec.convBias());
        return units.activation(unit, name + ".nonlin", normalised);
    }

    private String normalised(
            UnitSpec unit, String name, String input, List<Integer> kernel, List<Integer> stride, boolean biased) {
        String convolved = graph.convolution(name + ".conv", input, kernel, stride, biased);
        return units.norm(unit, name + ".norm", convolved);
    }
}
