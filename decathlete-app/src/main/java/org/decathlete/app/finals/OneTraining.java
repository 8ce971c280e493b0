package org.decathlete.app.finals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.core.run.Json;

/**
 * Notes that a run which might have searched gave all its time to one training: given again, it must not divide what it then has left.
 *
 * @param reason why, in words
 */
record OneTraining(String reason) {
    private static final String FILE = "one_training.json";

    OneTraining written(Path folder) {
        Json.write(folder.resolve(FILE), this);
        return this;
    }

    /** That of an earlier start; empty where nothing of the kind was decided. */
    static Optional<OneTraining> find(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(Json.read(file, OneTraining.class)) : Optional.empty();
    }
}
