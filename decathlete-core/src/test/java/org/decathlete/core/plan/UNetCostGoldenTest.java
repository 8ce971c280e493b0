package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.decathlete.core.plan.json.ArchitectureJson;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Memory estimates and parameter counts against those of the networks that PyTorch built. */
class UNetCostGoldenTest {

    @Test
    void agreesWithEveryNetworkOfTheSuite() {
        Path suite = Golden.suite("plans");
        JsonNode rows = Golden.json(Golden.file("plans", "estimates_and_parameter_counts.json"));
        int ran = 0;
        for (JsonNode row : rows) {
            JsonNode configurations = Golden.json(
                            suite.resolve(row.get("dataset").stringValue())
                                    .resolve(row.get("plans").stringValue()))
                    .get("configurations");
            JsonNode configuration = configurations.get(row.get("configuration").stringValue());
            UNetSpec spec = ArchitectureJson.read(
                    row.toString(),
                    configuration.get("architecture"),
                    row.get("input_channels").intValue(),
                    row.get("num_labels_incl_background").intValue());
            int[] patch = row.get("patch_size")
                    .valueStream()
                    .mapToInt(JsonNode::intValue)
                    .toArray();
            assertThat(UNetCost.featureMapElements(spec, patch))
                    .as("%s", row)
                    .isEqualTo(row.get("feature_map_size_estimate").longValue());
            assertThat(UNetCost.parameters(spec))
                    .as("%s", row)
                    .isEqualTo(row.get("parameters_deep_supervision_true").longValue());
            ran++;
        }
        Golden.report("plans (costs)", ran, rows.size());
    }
}
