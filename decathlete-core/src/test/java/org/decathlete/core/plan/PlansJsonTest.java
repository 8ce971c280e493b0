package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Plans files as people edit them. */
class PlansJsonTest {
    private static final Labels LABELS = Labels.of("background", "liver", "tumour");
    private static final Plans PLANS = new Fingerprints()
            .cases(131, new int[] {432, 512, 512}, 1, 0.7676, 0.7676)
            .plan(PlannerPreset.DEFAULT, "CT", 3);

    @TempDir
    Path folder;

    @Test
    void fillsInWhatAConfigurationInherits() {
        Plans plans = edited(tree -> {
            ObjectNode small = configurations(tree).putObject("small");
            small.put("inherits_from", "3d_fullres").put("batch_size", 4);
            configurations(tree)
                    .putObject("smaller")
                    .put("inherits_from", "small")
                    .put("data_identifier", "mine");
        });
        PlanConfiguration smaller = plans.configuration("smaller");
        assertThat(smaller.batchSize()).isEqualTo(4);
        assertThat(smaller.dataIdentifier()).isEqualTo("mine");
        assertThat(smaller.patchSize())
                .isEqualTo(plans.configuration("3d_fullres").patchSize());
        Path again = folder.resolve("again.json");
        PlansJson.write(again, plans);
        assertThat(PlansJson.read(again, LABELS)).isEqualTo(plans);
    }

    @Test
    void takesOneNumberForAllStages() {
        Plans plans = edited(tree -> ((ObjectNode) tree.at("/configurations/3d_fullres/architecture/arch_kwargs"))
                .put("n_conv_per_stage", 3));
        assertThat(plans.configuration("3d_fullres").network().blocksPerStage()).containsOnly(3);
    }

    @Test
    void namesFileFieldAndValueOfWhatIsWrong() {
        assertRefused(tree -> configurations(tree).putObject("a").put("inherits_from", "a"), "circle");
        assertRefused(tree -> configurations(tree).putObject("a").put("inherits_from", "b"), "\"b\"");
        assertRefused(tree -> full(tree).put("batch_size", 2.5), "\"batch_size\"");
        assertRefused(tree -> full(tree).put("patch_size", "large"), "\"large\"");
        assertRefused(tree -> full(tree).remove("spacing"), "\"spacing\"");
        assertRefused(tree -> full(tree).put("resampling_fn_data", "resample_torch"), "resample_torch");
        assertRefused(tree -> full(tree).put("preprocessor_name", "Mine"), "Mine");
        assertRefused(
                tree -> ((ObjectNode) tree.at("/configurations/3d_fullres/architecture"))
                        .put("network_class_name", "some.Transformer"),
                "some.Transformer");
        assertRefused(
                tree -> ((ObjectNode) tree.at("/configurations/3d_fullres/architecture/arch_kwargs"))
                        .put("n_stages", 5),
                "a list of 5 entries");
    }

    private void assertRefused(Consumer<ObjectNode> edit, String mentioned) {
        assertThatThrownBy(() -> edited(edit))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("nnUNetPlans.json")
                .hasMessageContaining(mentioned);
    }

    private Plans edited(Consumer<ObjectNode> edit) {
        ObjectNode tree = (ObjectNode) Json.mapper().readTree(PlansJson.toJson(PLANS));
        edit.accept(tree);
        Path file = folder.resolve("nnUNetPlans.json");
        Json.write(file, tree);
        return PlansJson.read(file, LABELS);
    }

    private static ObjectNode configurations(ObjectNode tree) {
        return (ObjectNode) tree.path("configurations");
    }

    private static ObjectNode full(ObjectNode tree) {
        return (ObjectNode) tree.at("/configurations/3d_fullres");
    }
}
