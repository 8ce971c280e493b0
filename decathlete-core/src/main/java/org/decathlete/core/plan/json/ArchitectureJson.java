package org.decathlete.core.plan.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A U-Net as nnU-Net's plans write it: {@code architecture} with {@code network_class_name} and {@code arch_kwargs}, the
 * arguments of a class of dynamic-network-architectures.
 */
public final class ArchitectureJson {
    private static final String PACKAGE = "dynamic_network_architectures.architectures.unet.";
    private static final String PLAIN = "PlainConvUNet";
    private static final String RESIDUAL = "ResidualEncoderUNet";

    private static final String BLOCK = "dynamic_network_architectures.building_blocks.residual.BasicBlockD";

    /** Deep supervision is the trainer's to decide, which sets it over whatever stands here. */
    private static final List<String> READ = List.of(
            "n_stages",
            "features_per_stage",
            "conv_op",
            "kernel_sizes",
            "strides",
            "n_conv_per_stage_decoder",
            "conv_bias",
            "deep_supervision");

    private ArchitectureJson() {}

    /**
     * The field {@code architecture} for a network. Channels and deep supervision are not part of it.
     *
     * @throws DecathleteException of kind DATA when nnU-Net has no way to write the network
     */
    public static ObjectNode write(UNetSpec spec) {
        ObjectNode architecture = Json.mapper().createObjectNode();
        if (spec.decoderStages() != StageKind.PLAIN) {
            throw DecathleteException.data(
                    "nnU-Net's plans know U-Nets with plain decoder stages only; this network has residual ones");
        }
        boolean plain = spec.stages() == StageKind.PLAIN;
        architecture.put("network_class_name", PACKAGE + (plain ? PLAIN : RESIDUAL));
        String dimensions = spec.dimensions() + "d";
        ObjectNode arguments = architecture.putObject("arch_kwargs");
        arguments.put("n_stages", spec.stageCount());
        arguments.set("features_per_stage", tree(spec.featuresPerStage()));
        arguments.put("conv_op", "torch.nn.modules.conv.Conv" + dimensions);
        arguments.set("kernel_sizes", tree(spec.kernelSizes()));
        arguments.set("strides", tree(spec.strides()));
        arguments.set(blocksField(spec.stages()), tree(spec.blocksPerStage()));
        arguments.set("n_conv_per_stage_decoder", tree(spec.convsPerStageDecoder()));
        arguments.put("conv_bias", spec.convBias());
        if (!spec.encoderUnit().equals(spec.decoderUnit())) {
            throw DecathleteException.data(
                    "nnU-Net's plans have one kind of unit for encoder and decoder; this network has "
                            + spec.encoderUnit() + " and " + spec.decoderUnit());
        }
        UnitJson.write(spec.encoderUnit(), dimensions, arguments);
        architecture.set("_kw_requires_import", tree(List.of("conv_op", "norm_op", "dropout_op", "nonlin")));
        return architecture;
    }

    /**
     * The network that a field {@code architecture} describes.
     *
     * @param where the file and the place in it, for messages
     * @param inputs channels of the network's input
     * @param outputs channels of the network's output
     * @throws DecathleteException of kind DATA when a field is missing, or asks for what these networks do not have
     */
    public static UNetSpec read(String where, JsonNode architecture, int inputs, int outputs) {
        JsonFields fields = new JsonFields(where, architecture);
        StageKind stages = stages(fields);
        JsonFields arguments = fields.child("arch_kwargs");
        int count = arguments.integer("n_stages");
        String convolution = arguments.text("conv_op");
        int dimensions = convolution.endsWith("Conv2d") ? 2 : 3;
        requireEnding(arguments, "conv_op", "Conv" + dimensions + "d");
        requireSupported(arguments, stages);
        UnitSpec unit = UnitJson.read(arguments, dimensions);
        try {
            return new UNetSpec(
                    stages,
                    dimensions,
                    inputs,
                    outputs,
                    arguments.perStage("features_per_stage", count),
                    arguments.perStageAndAxis("kernel_sizes", count, dimensions),
                    arguments.perStageAndAxis("strides", count, dimensions),
                    arguments.perStage(blocksField(stages), count),
                    arguments.perStage("n_conv_per_stage_decoder", count - 1),
                    arguments.has("conv_bias") && arguments.flag("conv_bias"),
                    unit,
                    unit,
                    true);
        } catch (IllegalArgumentException e) {
            throw DecathleteException.data(where + " → \"arch_kwargs\" is inconsistent: " + e.getMessage(), e);
        }
    }

    /** The remaining arguments of nnU-Net's networks, which change what is computed and which these networks do not have. */
    private static void requireSupported(JsonFields arguments, StageKind stages) {
        List<String> read = new ArrayList<>(READ);
        read.add(blocksField(stages));
        read.addAll(UnitJson.FIELDS);
        arguments.requireNothingBeyond(
                read,
                stages == StageKind.PLAIN
                        ? Map.of("nonlin_first", false)
                        : Map.of(
                                "block",
                                BLOCK,
                                "stem_channels",
                                arguments
                                        .perStage("features_per_stage", arguments.integer("n_stages"))
                                        .get(0)));
    }

    private static StageKind stages(JsonFields fields) {
        String name = fields.text("network_class_name");
        if (name.endsWith("." + PLAIN)) {
            return StageKind.PLAIN;
        }
        if (name.endsWith("." + RESIDUAL)) {
            return StageKind.RESIDUAL;
        }
        throw fields.wrong("network_class_name", PLAIN + " or " + RESIDUAL);
    }

    private static String blocksField(StageKind stages) {
        return stages == StageKind.PLAIN ? "n_conv_per_stage" : "n_blocks_per_stage";
    }

    private static void requireEnding(JsonFields fields, String name, String ending) {
        if (!fields.text(name).endsWith("." + ending)) {
            throw fields.wrong(name, ending);
        }
    }

    private static JsonNode tree(Object value) {
        return Json.mapper().valueToTree(value);
    }
}
