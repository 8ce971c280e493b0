package org.decathlete.core.plan.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.Resampling;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans from nnU-Net's plans file. */
final class PlansReader {
    static final String RESAMPLING = "resample_data_or_seg_to_shape";
    private static final String ARCHITECTURE = "architecture";
    private static final String CONFIGURATIONS = "configurations";
    private static final String INTENSITIES = "foreground_intensity_properties_per_channel";
    private static final String OLD_INTENSITIES = "foreground_intensity_properties_by_modality";
    private static final String INHERITS = "inherits_from";

    private final Path file;
    private final JsonFields fields;
    private final int outputs;

    PlansReader(Path file, JsonNode tree, int outputs) {
        this.file = file;
        this.fields = new JsonFields(file.toString(), tree);
        this.outputs = outputs;
    }

    Plans read() {
        Map<String, IntensityProperties> intensities = new LinkedHashMap<>();
        JsonFields properties =
                fields.child(fields.has(INTENSITIES) || !fields.has(OLD_INTENSITIES) ? INTENSITIES : OLD_INTENSITIES);
        for (String channel : properties.names()) {
            intensities.put(channel, intensities(properties.child(channel)));
        }
        Map<String, PlanConfiguration> configurations = new LinkedHashMap<>();
        for (String name : fields.child(CONFIGURATIONS).names()) {
            configurations.put(name, configuration(name));
        }
        PlansCheck.axes(file.toString(), fields.integers("transpose_forward"), fields.integers("transpose_backward"));
        return new Plans(
                fields.text("dataset_name"),
                fields.text("plans_name"),
                fields.numbers("original_median_spacing_after_transp"),
                fields.integers("original_median_shape_after_transp"),
                fields.text("image_reader_writer"),
                fields.integers("transpose_forward"),
                fields.integers("transpose_backward"),
                fields.text("experiment_planner_used"),
                fields.text("label_manager"),
                intensities,
                configurations,
                List.of());
    }

    private static IntensityProperties intensities(JsonFields properties) {
        return new IntensityProperties(
                properties.number("mean"),
                properties.number("median"),
                properties.number("std"),
                properties.number("min"),
                properties.number("max"),
                properties.number("percentile_99_5"),
                properties.number("percentile_00_5"));
    }

    private PlanConfiguration configuration(String name) {
        JsonNode own = fields.required(CONFIGURATIONS).get(name);
        ObjectNode complete = inherited(name, new ArrayList<>());
        if (OldArchitecture.describes(complete)) {
            complete.set(ARCHITECTURE, OldArchitecture.convert(place(name), complete));
        }
        JsonFields merged = new JsonFields(place(name), complete);
        requireKnown(merged);
        List<String> schemes = merged.texts("normalization_schemes");
        PlanConfiguration configuration = new PlanConfiguration(
                name,
                merged.text("data_identifier"),
                merged.text("preprocessor_name"),
                merged.integer("batch_size"),
                merged.integers("patch_size"),
                merged.numbers("median_image_size_in_voxels"),
                merged.numbers("spacing"),
                schemes,
                merged.flags("use_mask_for_norm"),
                resampling(merged, "resampling_fn_data"),
                resampling(merged, "resampling_fn_seg"),
                resampling(merged, "resampling_fn_probabilities"),
                ArchitectureJson.read(
                        place(name) + " → \"architecture\"", merged.required(ARCHITECTURE), schemes.size(), outputs),
                merged.flag("batch_dice"),
                nextStages(merged),
                textOrNull(merged, "previous_stage"),
                own.hasNonNull(INHERITS) ? own.get(INHERITS).asString() : null);
        PlansCheck.configuration(place(name), configuration);
        return configuration;
    }

    /** The fields of a configuration over those of what it inherits from, and so on. */
    private ObjectNode inherited(String name, List<String> chain) {
        if (chain.contains(name)) {
            throw DecathleteException.data(file + ": configurations inherit from each other in a circle: "
                    + String.join(" → ", chain) + " → " + name);
        }
        chain.add(name);
        JsonNode own = fields.required(CONFIGURATIONS).path(name);
        if (!own.isObject()) {
            throw DecathleteException.data(file + " has no configuration \"" + name + "\""
                    + (chain.size() > 1 ? ", which \"" + chain.get(chain.size() - 2) + "\" inherits from" : ""));
        }
        ObjectNode merged = own.hasNonNull(INHERITS)
                ? inherited(own.get(INHERITS).asString(), chain)
                : Json.mapper().createObjectNode();
        own.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        return merged;
    }

    private static void requireKnown(JsonFields configuration) {
        if (!configuration.text("preprocessor_name").equals(PlanConfiguration.PREPROCESSOR)) {
            throw configuration.wrong("preprocessor_name", PlanConfiguration.PREPROCESSOR);
        }
    }

    private static Resampling resampling(JsonFields configuration, String name) {
        if (!configuration.text(name).equals(RESAMPLING)) {
            throw configuration.wrong(name, RESAMPLING);
        }
        JsonFields arguments = configuration.child(name + "_kwargs");
        return new Resampling(
                arguments.flag("is_seg"),
                arguments.integer("order"),
                arguments.integer("order_z"),
                arguments.has("force_separate_z") ? arguments.flag("force_separate_z") : null);
    }

    private static List<String> nextStages(JsonFields configuration) {
        if (!configuration.has("next_stage")) {
            return List.of();
        }
        return configuration.required("next_stage").isArray()
                ? configuration.texts("next_stage")
                : List.of(configuration.text("next_stage"));
    }

    private static @Nullable String textOrNull(JsonFields configuration, String name) {
        return configuration.has(name) ? configuration.text(name) : null;
    }

    private String place(String name) {
        return file + " → \"configurations\" → \"" + name + "\"";
    }
}
