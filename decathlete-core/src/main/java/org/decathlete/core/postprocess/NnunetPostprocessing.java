package org.decathlete.core.postprocess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * nnU-Net's {@code postprocessing.json}: {@code postprocessing_fns}, names of functions, and {@code postprocessing_kwargs}, their
 * arguments. (Its {@code postprocessing.pkl} says the same as pickled Python functions and is not read.)
 */
public final class NnunetPostprocessing {
    private static final String KEEP_LARGEST = "remove_all_but_largest_component_from_segmentation";
    private static final String FUNCTIONS = "postprocessing_fns";
    private static final String ARGUMENTS = "postprocessing_kwargs";
    private static final String LABELS = "labels_or_regions";

    private NnunetPostprocessing() {}

    /** Whether a JSON file is of this kind. */
    public static boolean isOne(Path file) {
        return Json.read(file).has(FUNCTIONS);
    }

    /**
     * Reads nnU-Net's file.
     *
     * @throws DecathleteException of kind DATA when it is none, or names a function that is not known here
     */
    public static Postprocessing read(Path file) {
        JsonNode tree = Json.read(file);
        JsonNode functions = tree.path(FUNCTIONS);
        JsonNode arguments = tree.path(ARGUMENTS);
        if (!functions.isArray() || !arguments.isArray() || functions.size() != arguments.size()) {
            throw DecathleteException.data(file + " has no lists " + FUNCTIONS + " and " + ARGUMENTS
                    + " of equal length; it is no " + "postprocessing.json of nnU-Net");
        }
        List<KeepLargestComponent> steps = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            if (!KEEP_LARGEST.equals(functions.path(i).asString(""))) {
                throw DecathleteException.data(file + ": " + FUNCTIONS + "[" + i + "] is " + functions.path(i)
                        + "; known is only \"" + KEEP_LARGEST + "\"");
            }
            steps.add(PostprocessingJson.step(file, i, arguments.path(i).path(LABELS)));
        }
        return new Postprocessing(steps);
    }

    /** Writes the two lists as nnU-Net writes them; a single label is a number, several are a list. */
    public static void write(Path file, Postprocessing postprocessing) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(
                FUNCTIONS,
                postprocessing.steps().stream().map(step -> KEEP_LARGEST).toList());
        content.put(
                ARGUMENTS,
                postprocessing.steps().stream()
                        .map(step -> Map.of(LABELS, argument(step.labels())))
                        .toList());
        Json.write(file, content);
    }

    private static Object argument(List<Integer> labels) {
        return labels.size() == 1 ? labels.get(0) : labels;
    }
}
