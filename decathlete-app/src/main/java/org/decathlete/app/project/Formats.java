package org.decathlete.app.project;

import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;
import tools.jackson.databind.JsonNode;

/** Checks that a JSON file of ours is what it should be and not newer than this program. */
public final class Formats {

    private Formats() {}

    /**
     * Refuses another format or a newer version.
     *
     * @throws DecathleteException of kind DATA
     */
    public static void require(Path file, JsonNode tree, String format, int version) {
        String found = tree.path("format").asString("");
        if (!found.equals(format)) {
            throw DecathleteException.data(
                    file + ": format is \"" + found + "\", expected \"" + format + "\"; move the file away");
        }
        int foundVersion = tree.path("version").asInt(0);
        if (foundVersion > version) {
            throw DecathleteException.data(file + ": version " + foundVersion + " is newer than this program knows ("
                    + version + "); use the newer program, or another work folder");
        }
    }
}
