package org.decathlete.core.plan.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.decathlete.core.plan.Plans;
import tools.jackson.databind.JsonNode;

/**
 * In what plans that were edited by hand differ from the planner's, field by field, and what that makes run again.
 *
 * @param place where the field stands, such as {@code 3d_fullres.patch_size}
 * @param planned the planner's value as JSON, {@code missing} where it has none
 * @param edited the other value
 * @param preprocessing whether cases are preprocessed otherwise; else only the training is another
 */
public record PlansDifference(String place, String planned, String edited, boolean preprocessing) {
    private static final Set<String> OF_PREPROCESSING = Set.of(
            "transpose_forward",
            "transpose_backward",
            "spacing",
            "normalization_schemes",
            "use_mask_for_norm",
            "resampling_fn_data_kwargs",
            "resampling_fn_seg_kwargs",
            "foreground_intensity_properties_per_channel");

    /** Every difference, in the order of the file. */
    public static List<PlansDifference> between(Plans planned, Plans edited) {
        List<PlansDifference> differences = new ArrayList<>();
        JsonNode ours = PlansWriter.write(planned);
        JsonNode theirs = PlansWriter.write(edited);
        compareFields("", ours, theirs, differences);
        JsonNode ourConfigurations = ours.path("configurations");
        JsonNode theirConfigurations = theirs.path("configurations");
        for (String name : names(ourConfigurations, theirConfigurations)) {
            compareFields(name + ".", ourConfigurations.path(name), theirConfigurations.path(name), differences);
        }
        return differences;
    }

    /** The configuration that the field belongs to; empty where all have it in common. */
    public Optional<String> configuration() {
        int dot = place.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(place.substring(0, dot));
    }

    private static void compareFields(
            String prefix, JsonNode ours, JsonNode theirs, List<PlansDifference> differences) {
        for (String name : names(ours, theirs)) {
            JsonNode planned = ours.path(name);
            JsonNode edited = theirs.path(name);
            if (!name.equals("configurations") && !planned.equals(edited)) {
                differences.add(new PlansDifference(
                        prefix + name, text(planned), text(edited), OF_PREPROCESSING.contains(name)));
            }
        }
    }

    private static Set<String> names(JsonNode one, JsonNode other) {
        Set<String> names = new LinkedHashSet<>();
        one.properties().forEach(field -> names.add(field.getKey()));
        other.properties().forEach(field -> names.add(field.getKey()));
        return names;
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }

    @Override
    public String toString() {
        return place + " is " + edited + " where the planner has " + planned + ": "
                + (preprocessing ? "cases are preprocessed and networks trained again" : "networks are trained again");
    }
}
