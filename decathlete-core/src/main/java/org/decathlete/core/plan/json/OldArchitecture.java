package org.decathlete.core.plan.json;

import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The network of plans that nnU-Net wrote before version 2.4, in single fields ({@code UNet_class_name}, {@code conv_kernel_sizes},
 * …) instead of {@code architecture}. What they do not say was fixed: biases, instance normalisation, leaky ReLU of slope 0.01.
 */
final class OldArchitecture {
    private static final String CLASS = "UNet_class_name";
    private static final double EPSILON = 1e-5;
    private static final double SLOPE = 0.01;

    private OldArchitecture() {}

    /** Whether a configuration describes its network so. */
    static boolean describes(JsonNode configuration) {
        return !configuration.hasNonNull("architecture") && configuration.hasNonNull(CLASS);
    }

    /**
     * The field {@code architecture} as newer plans have it.
     *
     * @param where the file and the place in it, for messages
     * @throws DecathleteException of kind DATA when a field is missing or wrong, or names another network
     */
    static ObjectNode convert(String where, JsonNode configuration) {
        JsonFields fields = new JsonFields(where, configuration);
        int dimensions = fields.integers("patch_size").size();
        int stages = fields.integers("n_conv_per_stage_encoder").size();
        int base = fields.integer("UNet_base_num_features");
        int most = fields.integer("unet_max_num_features");
        List<Integer> features = IntStream.range(0, stages)
                .mapToObj(stage -> (int) Math.min((long) base << stage, most))
                .toList();
        try {
            return ArchitectureJson.write(new UNetSpec(
                    stages(fields),
                    dimensions,
                    1,
                    1,
                    features,
                    fields.perStageAndAxis("conv_kernel_sizes", stages, dimensions),
                    fields.perStageAndAxis("pool_op_kernel_sizes", stages, dimensions),
                    fields.integers("n_conv_per_stage_encoder"),
                    fields.perStage("n_conv_per_stage_decoder", stages - 1),
                    true,
                    EPSILON,
                    SLOPE,
                    true));
        } catch (IllegalArgumentException e) {
            throw DecathleteException.data(where + " describes a network that is inconsistent: " + e.getMessage(), e);
        }
    }

    private static StageKind stages(JsonFields fields) {
        return switch (fields.text(CLASS)) {
            case "PlainConvUNet" -> StageKind.PLAIN;
            case "ResidualEncoderUNet" -> StageKind.RESIDUAL;
            default -> throw fields.wrong(CLASS, "PlainConvUNet or ResidualEncoderUNet");
        };
    }
}
