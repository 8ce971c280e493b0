package org.decathlete.app.trial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;

/** The checkpoints of a folder that a training was made in, as files. */
final class CheckpointFiles {
    private static final String NAMES = "checkpoint_*.safetensors";

    private CheckpointFiles() {}

    /**
     * Removes all of them.
     *
     * @return how many bytes they had
     */
    static long remove(Path folder) {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, NAMES)) {
            for (Path file : files) {
                bytes += Files.size(file);
                Files.delete(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE, "checkpoints in " + folder + " cannot be removed (" + e + ")", e);
        }
    }
}
