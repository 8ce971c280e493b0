package org.decathlete.app.selection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.app.project.Formats;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Workspace;

/**
 * {@code finals.json}: what the finals came to that the work folder's model was chosen by.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param modelId name of the model that was shipped
 * @param summary what they came to
 */
public record FinalsFile(String format, int version, String modelId, FinalsSummary summary) {
    static final String FORMAT = "decathlete-finals";
    static final int VERSION = 1;

    /** The file of a work folder. */
    static Path of(Workspace workspace) {
        return workspace.root().resolve("finals.json");
    }

    /** Writes what the finals came to that a model was chosen by. */
    public static void write(Workspace workspace, String modelId, FinalsSummary summary) {
        Json.write(of(workspace), new FinalsFile(FORMAT, VERSION, modelId, summary));
    }

    /**
     * What stands there, if it is about this model.
     *
     * @throws DecathleteException of kind DATA where the file is another or newer than this program
     */
    public static Optional<FinalsSummary> find(Workspace workspace, String modelId) {
        Path file = of(workspace);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Formats.require(file, Json.read(file), FORMAT, VERSION);
        FinalsFile stored = Json.read(file, FinalsFile.class);
        return stored.modelId().equals(modelId) ? Optional.of(stored.summary()) : Optional.empty();
    }
}
