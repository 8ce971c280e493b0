package org.decathlete.core.dataset.folds;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/** How folds were made, as a file, so that a later command can check that they are still so. */
public final class FoldRulesFile {
    private static final String FORMAT = "decathlete-folds";
    private static final int VERSION = 1;

    private FoldRulesFile() {}

    /** Writes {@code folds.json}. */
    public static void write(Path file, FoldRules rules) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("format", FORMAT);
        content.put("version", VERSION);
        content.put("stratified", rules.stratified());
        rules.groups().ifPresent(groups -> content.put("groups", groups.byCase()));
        Json.write(file, content);
    }

    /**
     * Reads {@code folds.json}.
     *
     * @throws DecathleteException of kind DATA when it is none, or of a newer version
     */
    public static FoldRules read(Path file) {
        JsonNode tree = Json.read(file);
        if (!FORMAT.equals(tree.path("format").asString(""))
                || tree.path("version").asInt(0) > VERSION) {
            throw DecathleteException.data(file + " is no " + FORMAT + " of version " + VERSION
                    + "; use the program that wrote it, or delete the file");
        }
        Optional<CaseGroups> groups = Optional.empty();
        if (tree.has("groups")) {
            TreeMap<String, String> byCase = new TreeMap<>();
            tree.path("groups").forEachEntry((id, group) -> byCase.put(id, group.asString()));
            groups = Optional.of(new CaseGroups(byCase));
        }
        return new FoldRules(groups, tree.path("stratified").asBoolean(false));
    }
}
