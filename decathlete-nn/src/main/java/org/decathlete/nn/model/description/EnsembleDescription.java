package org.decathlete.nn.model.description;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.JsonProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What {@code ensemble.json} says: a model that consists of several.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param members folders of the members, {@code member_0}, {@code member_1}, …, each a whole model; at least two
 * @param rule name of the ensemble rule that joins their probabilities
 */
public record EnsembleDescription(String format, int version, List<String> members, String rule) {
    /** The file in a model folder that says this. */
    public static final String FILE = "ensemble.json";

    /** What folders of members are named, as a regular expression. */
    public static final String MEMBER = "member_\\d{1,3}";

    static final String FORMAT = "decathlete-ensemble";
    static final int VERSION = 1;
    private static final int FEWEST = 2;

    public EnsembleDescription {
        members = List.copyOf(members);
        if (members.size() < FEWEST || !members.stream().allMatch(member -> member.matches(MEMBER))) {
            throw new IllegalArgumentException(
                    "members is " + members + ", expected at least two folders such as member_0");
        }
        if (rule == null) {
            throw new IllegalArgumentException("rule is missing");
        }
    }

    /**
     * A description in the current format.
     *
     * @param members how many, at least two
     * @param rule name of the ensemble rule
     */
    public static EnsembleDescription of(int members, String rule) {
        return new EnsembleDescription(
                FORMAT,
                VERSION,
                IntStream.range(0, members).mapToObj(i -> "member_" + i).toList(),
                rule);
    }

    /**
     * Reads {@code ensemble.json}.
     *
     * @throws DecathleteException of kind DATA when it is of another format or a newer version, or damaged
     */
    public static EnsembleDescription read(Path file) {
        JsonNode tree = Json.read(file);
        String format = tree.path("format").asString("");
        if (!format.equals(FORMAT)) {
            throw DecathleteException.data(file + " has format \"" + format + "\", expected \"" + FORMAT + "\"");
        }
        int version = tree.path("version").asInt(0);
        if (version > VERSION) {
            throw DecathleteException.data(
                    file + " has version " + version + "; this Decathlete reads ensembles up to version " + VERSION
                            + ". Use the newer program that wrote it");
        }
        try {
            return Json.mapper().treeToValue(tree, EnsembleDescription.class);
        } catch (JacksonException e) {
            throw DecathleteException.data(file + " is damaged: " + JsonProblem.of(e), e);
        }
    }
}
