package org.decathlete.nn.net;

import org.decathlete.core.plan.json.ArchitectureJson;
import org.decathlete.core.spec.UNetSpec;
import tools.jackson.databind.JsonNode;

/** The spec that a fixture's meta.json describes in nnU-Net's arguments. */
public final class GoldenSpec {

    private GoldenSpec() {}

    public static boolean isUNet(JsonNode meta) {
        String name = meta.path("network_class_name").asString("");
        return name.endsWith(".PlainConvUNet") || name.endsWith(".ResidualEncoderUNet");
    }

    public static UNetSpec of(JsonNode meta) {
        return ArchitectureJson.read(
                "meta.json",
                meta,
                meta.get("input_channels").asInt(),
                meta.get("num_classes").asInt());
    }
}
