package org.decathlete.core.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.plan.Fingerprints;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
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
    void refusesValuesThatDoNotFitTogether() {
        assertRefused(tree -> tree.putArray("transpose_forward").add(0).add(0).add(5), "transpose_forward [0, 0, 5]");
        assertRefused(
                tree -> {
                    tree.putArray("transpose_forward").add(2).add(0).add(1);
                    tree.putArray("transpose_backward").add(2).add(0).add(1);
                },
                "must undo the first");
        assertRefused(
                tree -> full(tree).putArray("patch_size").add(100).add(128).add(128),
                "3d_fullres",
                "[100, 128, 128] in field \"patch_size\"",
                "multiples of [32, 32, 32]");
        assertRefused(tree -> full(tree).putArray("patch_size").add(128).add(128), "patch_size", "3 edges");
        assertRefused(
                tree -> full(tree).putArray("spacing").add(1).add(-1).add(1), "[1.0, -1.0, 1.0] in field \"spacing\"");
        assertRefused(tree -> full(tree).put("batch_size", 0), "0 in field \"batch_size\"");
        assertRefused(tree -> full(tree).putArray("use_mask_for_norm").add(true).add(true), "use_mask_for_norm");
    }

    @Test
    void whatAPlanLeavesOutIsWhatPyTorchAndTheNetworksTakeByDefault() {
        String place = "/configurations/3d_fullres/architecture/arch_kwargs";
        UNetSpec network = edited(tree -> {
                    ObjectNode arguments = (ObjectNode) tree.at(place);
                    arguments.put("norm_op", "torch.nn.BatchNorm3d").putNull("norm_op_kwargs");
                    arguments.put("nonlin", "torch.nn.GELU").remove("nonlin_kwargs");
                    arguments.put("dropout_op", "torch.nn.Dropout3d").putNull("dropout_op_kwargs");
                    arguments.put("kernel_sizes", 3).remove("conv_bias");
                })
                .configuration("3d_fullres")
                .network();
        assertThat(network.encoderUnit()).isEqualTo(new UnitSpec(Norm.BATCH, 1e-5, Activation.GELU, 0.01, 0.5));
        assertThat(network.kernelSizes()).containsOnly(List.of(3, 3, 3));
        assertThat(network.convBias()).isFalse();
        assertThatThrownBy(() -> edited(tree -> ((ObjectNode) tree.at(place)).putNull("norm_op_kwargs")))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("norm_op_kwargs")
                .hasMessageContaining("affine");
    }

    @Test
    void readsPlansOfOlderVersions() {
        Plans modern = edited(tree -> {});
        assertThat(edited(PlansJsonTest::age)).isEqualTo(modern);
        Plans large =
                new Fingerprints().cases(20, new int[] {60, 80, 80}, 1, 1, 1).plan(PlannerPreset.RESENC_M, "MRI", 3);
        Path file = folder.resolve("resenc.json");
        ObjectNode tree = (ObjectNode) Json.mapper().readTree(PlansJson.toJson(large));
        age(tree);
        Json.write(file, tree);
        assertThat(PlansJson.read(file, LABELS).configuration("3d_fullres").network())
                .isEqualTo(large.configuration("3d_fullres").network());
        assertRefused(
                old -> {
                    age(old);
                    full(old).put("UNet_class_name", "Transformer");
                },
                "Transformer");
        assertRefused(
                old -> {
                    age(old);
                    full(old).remove("pool_op_kernel_sizes");
                },
                "pool_op_kernel_sizes");
    }

    /** Writes the fields that nnU-Net had before version 2.4, which all its own networks can be written in. */
    private static void age(ObjectNode plans) {
        plans.set(
                "foreground_intensity_properties_by_modality",
                plans.remove("foreground_intensity_properties_per_channel"));
        configurations(plans).properties().forEach(each -> {
            ObjectNode configuration = (ObjectNode) each.getValue();
            if (!configuration.has("architecture")) {
                return;
            }
            ObjectNode architecture = (ObjectNode) configuration.remove("architecture");
            String name = architecture.path("network_class_name").asString();
            JsonNode arguments = architecture.path("arch_kwargs");
            JsonNode features = arguments.path("features_per_stage");
            configuration.put("UNet_class_name", name.substring(name.lastIndexOf('.') + 1));
            configuration.set("UNet_base_num_features", features.get(0));
            configuration.set("unet_max_num_features", features.get(features.size() - 1));
            configuration.set(
                    "n_conv_per_stage_encoder",
                    arguments.path(arguments.has("n_conv_per_stage") ? "n_conv_per_stage" : "n_blocks_per_stage"));
            configuration.set("n_conv_per_stage_decoder", arguments.path("n_conv_per_stage_decoder"));
            configuration.set("pool_op_kernel_sizes", arguments.path("strides"));
            configuration.set("conv_kernel_sizes", arguments.path("kernel_sizes"));
        });
    }

    @Test
    void argumentsThatTheNetworksDoNotHaveAreRefusedUnlessTheyAreTheDefault() {
        assertArgumentRefused(arguments -> arguments.put("nonlin_first", true), "nonlin_first", "true");
        assertArgumentRefused(arguments -> arguments.put("attention", 4), "attention", "4");
        ObjectNode none = Json.mapper().createObjectNode();
        assertArgumentRefused(
                arguments -> arguments
                        .put("nonlin", "torch.nn.ELU")
                        .set("nonlin_kwargs", none.deepCopy().put("alpha", 0.5)),
                "alpha",
                "0.5");
        assertArgumentRefused(
                arguments -> arguments
                        .put("nonlin", "torch.nn.ReLU")
                        .set("nonlin_kwargs", none.deepCopy().put("negative_slope", 0.2)),
                "negative_slope",
                "0.2");
        assertArgumentRefused(arguments -> norm(arguments).put("track_running_stats", true), "track_running_stats");
        assertArgumentRefused(
                arguments -> {
                    norm(arguments).put("momentum", 0.01);
                    arguments.put("norm_op", "torch.nn.BatchNorm3d");
                },
                "momentum",
                "0.01");
        UNetSpec planned = PLANS.configuration("3d_fullres").network();
        Plans defaults = edited(tree -> {
            ObjectNode arguments = arguments(tree);
            arguments.put("nonlin_first", false).put("deep_supervision", true);
            norm(arguments).put("momentum", 0.1).put("track_running_stats", false);
        });
        assertThat(defaults.configuration("3d_fullres").network()).isEqualTo(planned);
    }

    @Test
    void argumentsOfResidualNetworksAreRefusedUnlessTheyAreTheDefault() {
        Plans residual =
                new Fingerprints().cases(20, new int[] {60, 80, 80}, 1, 1, 1).plan(PlannerPreset.RESENC_M, "MRI", 3);
        String block = "dynamic_network_architectures.building_blocks.residual.";
        assertThat(edited(
                                residual,
                                tree -> arguments(tree)
                                        .put("block", block + "BasicBlockD")
                                        .put("stem_channels", 32)
                                        .putNull("bottleneck_channels"))
                        .configuration("3d_fullres"))
                .isEqualTo(residual.configuration("3d_fullres"));
        for (Consumer<ObjectNode> edit : List.<Consumer<ObjectNode>>of(
                arguments -> arguments.put("block", block + "BottleneckD"),
                arguments -> arguments.put("stem_channels", 16),
                arguments -> arguments.put("bottleneck_channels", 16))) {
            assertThatThrownBy(() -> edited(residual, tree -> edit.accept(arguments(tree))))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContainingAll("nnUNetPlans.json", "arch_kwargs", "supported");
        }
    }

    private void assertArgumentRefused(Consumer<ObjectNode> edit, String... mentioned) {
        assertRefused(tree -> edit.accept(arguments(tree)), mentioned);
    }

    private static ObjectNode arguments(ObjectNode tree) {
        return (ObjectNode) tree.at("/configurations/3d_fullres/architecture/arch_kwargs");
    }

    private static ObjectNode norm(ObjectNode arguments) {
        return (ObjectNode) arguments.path("norm_op_kwargs");
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

    private void assertRefused(Consumer<ObjectNode> edit, String... mentioned) {
        assertThatThrownBy(() -> edited(edit))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("nnUNetPlans.json")
                .hasMessageContainingAll(mentioned);
    }

    private Plans edited(Consumer<ObjectNode> edit) {
        return edited(PLANS, edit);
    }

    private Plans edited(Plans plans, Consumer<ObjectNode> edit) {
        ObjectNode tree = (ObjectNode) Json.mapper().readTree(PlansJson.toJson(plans));
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
