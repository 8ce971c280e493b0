package org.decathlete.nn.model.description;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.JsonProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What {@code model.json} says.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param candidate id of the candidate in {@code candidate.json}
 * @param folds names of the folds whose networks are averaged, such as {@code 0} or {@code all}; at least one
 * @param mirrorAxes spatial axes whose mirrored views are averaged, as the training mirrored them
 * @param provenance where the model comes from
 */
public record ModelDescription(
        String format,
        int version,
        String candidate,
        List<String> folds,
        int[] mirrorAxes,
        ModelProvenance provenance) {
    static final String FORMAT = "decathlete-model";
    static final int VERSION = 1;
    private static final String FOLD = "[0-9A-Za-z]{1,20}";

    public ModelDescription {
        folds = List.copyOf(folds);
        mirrorAxes = mirrorAxes.clone();
        if (folds.isEmpty() || !folds.stream().allMatch(fold -> fold.matches(FOLD))) {
            throw new IllegalArgumentException("folds is " + folds + ", expected names such as 0 or all");
        }
        if (Arrays.stream(mirrorAxes).anyMatch(axis -> axis < 0 || axis > 2)) {
            throw new IllegalArgumentException(
                    "mirrorAxes is " + Arrays.toString(mirrorAxes) + ", expected 0, 1 and 2");
        }
        if (provenance == null || candidate == null) {
            throw new IllegalArgumentException("provenance or candidate is missing");
        }
    }

    /** A description in the current format. */
    public static ModelDescription of(
            String candidate, List<String> folds, int[] mirrorAxes, ModelProvenance provenance) {
        return new ModelDescription(FORMAT, VERSION, candidate, folds, mirrorAxes, provenance);
    }

    /**
     * Reads {@code model.json}.
     *
     * @throws DecathleteException of kind DATA when it is of another format or a newer version, or damaged
     */
    public static ModelDescription read(Path file) {
        JsonNode tree = Json.read(file);
        String format = tree.path("format").asString("");
        if (!format.equals(FORMAT)) {
            throw DecathleteException.data(
                    file + " has format \"" + format + "\", expected \"" + FORMAT + "\"; this is not a model of ours");
        }
        int version = tree.path("version").asInt(0);
        if (version > VERSION) {
            throw DecathleteException.data(
                    file + " has version " + version + "; this Decathlete reads models up to version " + VERSION
                            + ". Use the newer program that wrote it");
        }
        try {
            return Json.mapper().treeToValue(tree, ModelDescription.class);
        } catch (JacksonException e) {
            throw DecathleteException.data(file + " is damaged: " + JsonProblem.of(e), e);
        }
    }

    @Override
    public int[] mirrorAxes() {
        return mirrorAxes.clone();
    }
}
