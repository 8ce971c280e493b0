package org.decathlete.app.finals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;

/**
 * Notes that a search came to its end before finals were decided on: a command that was killed in between does not search again.
 *
 * @param seconds that the search took, as far as its last process knows
 */
record Searched(double seconds) {
    private static final String FILE = "searched.json";

    void write(Path folder) {
        Json.write(folder.resolve(FILE), this);
    }

    /** What is noted. */
    static Searched read(Path folder) {
        return Json.read(folder.resolve(FILE), Searched.class);
    }

    static boolean isNoted(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** Once finals are decided on, the same command may search again some day. */
    static void forget(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    folder.resolve(FILE) + " cannot be removed (" + e + "); delete it, and give the same command again",
                    e);
        }
    }
}
