package org.decathlete.nn.infer.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Host;
import org.decathlete.core.run.Json;
import org.decathlete.nn.infer.window.PredictionMode;

/**
 * {@code prediction.json} beside the results: which model made them, and how. Results of another model are not kept when the
 * command runs again.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param model id of the model
 * @param candidate id of its candidate
 * @param device where it ran
 * @param precision of the convolutions
 * @param mode how thorough the prediction was
 * @param host program and machine
 */
record PredictionManifest(
        String format,
        int version,
        String model,
        String candidate,
        String device,
        String precision,
        String mode,
        Host host) {
    static final String FORMAT = "decathlete-prediction";
    static final int VERSION = 2;
    static final String FILE = "prediction.json";

    static PredictionManifest of(String model, String candidate, String device, String precision, PredictionMode mode) {
        return new PredictionManifest(FORMAT, VERSION, model, candidate, device, precision, mode.id(), Host.current());
    }

    /** Whether the results in a folder are this model's, in this precision and mode. */
    boolean agreesWith(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            PredictionManifest other = Json.read(file, PredictionManifest.class);
            return FORMAT.equals(other.format)
                    && other.version == VERSION
                    && model.equals(other.model)
                    && precision.equals(other.precision)
                    && mode.equals(other.mode);
        } catch (DecathleteException e) {
            // Damaged: nothing is known about the results beside it, so they are made again.
            return false;
        }
    }

    void write(Path folder) {
        Json.write(folder.resolve(FILE), this);
    }
}
