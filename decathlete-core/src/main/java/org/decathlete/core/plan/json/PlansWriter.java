package org.decathlete.core.plan.json;

import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.Resampling;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans as nnU-Net's plans file. */
final class PlansWriter {

    private PlansWriter() {}

    static ObjectNode write(Plans plans) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("dataset_name", plans.datasetName());
        tree.put("plans_name", plans.plansName());
        tree.set("original_median_spacing_after_transp", tree(plans.originalMedianSpacing()));
        tree.set("original_median_shape_after_transp", tree(plans.originalMedianShape()));
        tree.put("image_reader_writer", plans.imageReaderWriter());
        tree.set("transpose_forward", tree(plans.transposeForward()));
        tree.set("transpose_backward", tree(plans.transposeBackward()));
        ObjectNode configurations = tree.putObject("configurations");
        plans.configurations().forEach((name, configuration) -> configurations.set(name, write(plans, configuration)));
        tree.put("experiment_planner_used", plans.plannerName());
        tree.put("label_manager", plans.labelManager());
        tree.set("foreground_intensity_properties_per_channel", tree(plans.intensities()));
        return tree;
    }

    /** All fields, or for a variation only those that differ from what it inherits. */
    private static ObjectNode write(Plans plans, PlanConfiguration configuration) {
        ObjectNode all = fields(configuration);
        String parentName = configuration.inheritsFrom();
        if (parentName == null) {
            return all;
        }
        ObjectNode parent = fields(plans.configuration(parentName));
        ObjectNode own = Json.mapper().createObjectNode().put("inherits_from", parentName);
        all.properties().forEach(field -> {
            if (!field.getValue().equals(parent.get(field.getKey()))) {
                own.set(field.getKey(), field.getValue());
            }
        });
        return own;
    }

    private static ObjectNode fields(PlanConfiguration configuration) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("data_identifier", configuration.dataIdentifier());
        tree.put("preprocessor_name", configuration.preprocessorName());
        tree.put("batch_size", configuration.batchSize());
        tree.set("patch_size", tree(configuration.patchSize()));
        tree.set("median_image_size_in_voxels", medianSize(configuration));
        tree.set("spacing", tree(configuration.spacing()));
        tree.set("normalization_schemes", tree(configuration.normalizationSchemes()));
        tree.set("use_mask_for_norm", tree(configuration.useMaskForNorm()));
        tree.put("resampling_fn_data", PlansReader.RESAMPLING);
        tree.put("resampling_fn_seg", PlansReader.RESAMPLING);
        tree.set("resampling_fn_data_kwargs", resampling(configuration.imageResampling()));
        tree.set("resampling_fn_seg_kwargs", resampling(configuration.labelResampling()));
        tree.put("resampling_fn_probabilities", PlansReader.RESAMPLING);
        tree.set("resampling_fn_probabilities_kwargs", resampling(configuration.predictionResampling()));
        tree.set("architecture", ArchitectureJson.write(configuration.network()));
        tree.put("batch_dice", configuration.batchDice());
        if (configuration.nextStages().size() == 1) {
            tree.put("next_stage", configuration.nextStages().get(0));
        } else if (!configuration.nextStages().isEmpty()) {
            tree.set("next_stage", tree(configuration.nextStages()));
        }
        if (configuration.previousStage() != null) {
            tree.put("previous_stage", configuration.previousStage());
        }
        return tree;
    }

    /** nnU-Net writes whole numbers for the coarse stage, which it rounds, and fractions elsewhere. */
    private static JsonNode medianSize(PlanConfiguration configuration) {
        return configuration.isCoarse()
                ? tree(configuration.medianImageSize().stream()
                        .map(size -> (int) Math.rint(size))
                        .toList())
                : tree(configuration.medianImageSize());
    }

    private static ObjectNode resampling(Resampling resampling) {
        return Json.mapper()
                .createObjectNode()
                .put("is_seg", resampling.segmentation())
                .put("order", resampling.order())
                .put("order_z", resampling.orderZ())
                .put("force_separate_z", resampling.forceSeparateZ());
    }

    private static JsonNode tree(Object value) {
        return Json.mapper().valueToTree(value);
    }
}
