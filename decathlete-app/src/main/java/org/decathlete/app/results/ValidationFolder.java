package org.decathlete.app.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.decathlete.app.project.Formats;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * Where a training's predictions of its validation cases lie. They stay over a kill, so the folder says what they were made from.
 *
 * @param folder the folder
 */
public record ValidationFolder(Path folder) {
    /** Its name in a training's folder. */
    public static final String NAME = "validation";

    private static final String FORMAT = "decathlete-validation";
    private static final int VERSION = 1;

    private record MadeFrom(String format, int version, String inputs) {}

    /**
     * Removes predictions that were made from something else.
     *
     * @param inputs hash of weights, data and cases
     * @throws DecathleteException of kind RESOURCE where they cannot be removed
     */
    public void keepOnly(String inputs) {
        Path file = folder.resolve("made_from.json");
        if (Files.exists(file)) {
            JsonNode tree = Json.read(file);
            Formats.require(file, tree, FORMAT, VERSION);
            if (tree.path("inputs").asString("").equals(inputs)) {
                return;
            }
        }
        files().forEach(ValidationFolder::delete);
        Json.write(file, new MadeFrom(FORMAT, VERSION, inputs));
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, folder + " cannot be listed (" + e + ")", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE, file + " was predicted by other weights and cannot be removed (" + e + ")", e);
        }
    }
}
