package org.decathlete.app.finals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/** Files that keep what a command has decided, so that it goes on with the same. */
final class DecisionFile {

    private DecisionFile() {}

    /**
     * Reads one.
     *
     * @param stored what the file holds, {@code format} and {@code version} among it
     * @param otherwise what happens when the user deletes it
     * @return empty where nothing was decided yet
     * @throws DecathleteException of kind DATA where it is of another format or of a newer version
     */
    static <T> Optional<T> find(Path file, String format, int version, Class<T> stored, String otherwise) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode tree = Json.read(file);
        if (!format.equals(tree.path("format").asString(""))
                || tree.path("version").asInt(0) > version) {
            throw DecathleteException.data(file + " is no " + format + " of version " + version
                    + "; use the program that wrote it, or delete the file, and " + otherwise);
        }
        return Optional.of(Json.read(file, stored));
    }
}
