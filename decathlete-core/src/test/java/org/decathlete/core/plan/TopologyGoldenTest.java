package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pooling, kernels and padding against nnU-Net's. */
class TopologyGoldenTest {

    @Test
    void agreesWithEveryRowOfTheTable() {
        JsonNode table = Golden.json(Golden.file("plans", "topology_table.json"));
        int ran = 0;
        for (JsonNode row : table) {
            if (row.get("min_feature_map_edge").intValue() != 4) {
                Golden.skipped("plans", row.toString(), "another smallest feature map");
                continue;
            }
            Topology topology = Topology.of(doubles(row.get("spacing")), doubles(row.get("initial_patch_size")));
            assertThat(lists(topology.strides())).as("%s", row).isEqualTo(row.get("pool_op_kernel_sizes"));
            assertThat(lists(topology.kernels())).as("%s", row).isEqualTo(row.get("conv_kernel_sizes"));
            assertThat(lists(topology.patch())).as("%s", row).isEqualTo(row.get("patch_size"));
            assertThat(lists(topology.divisor())).as("%s", row).isEqualTo(row.get("must_be_divisible_by"));
            ran++;
        }
        Golden.report("plans (topologies)", ran, table.size());
    }

    private static JsonNode lists(Object value) {
        return org.decathlete.core.run.Json.mapper().valueToTree(value);
    }

    private static double[] doubles(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }
}
