package org.decathlete.app.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.postprocess.StoredProbabilities;
import org.decathlete.core.run.DecathleteException;

/**
 * A fold that was trained to its end and validated.
 *
 * @param fold its number
 * @param folder its files
 * @param scores of its validation cases
 */
public record FinishedFold(int fold, Path folder, Scores scores) {

    /** The fold in a run's folder; empty where it is not finished. */
    static Optional<FinishedFold> read(int fold, Path folder) {
        Path summary = folder.resolve("summary.json");
        return Files.isRegularFile(summary) && Files.isRegularFile(checkpoint(folder))
                ? Optional.of(new FinishedFold(fold, folder, SummaryFile.read(summary)))
                : Optional.empty();
    }

    /** The weights at the end of the schedule. */
    public Path checkpoint() {
        return checkpoint(folder);
    }

    /**
     * The label map that was judged, in whichever format its image has.
     *
     * @param id name of a case that the fold judged
     * @throws DecathleteException of kind DATA where it is gone
     */
    public Path prediction(String id) {
        Path predictions = folder.resolve("validation");
        try (Stream<Path> files = Files.list(predictions)) {
            return files.filter(VolumeFiles::isVolume)
                    .filter(file -> VolumeFiles.stem(file).equals(id))
                    .findFirst()
                    .orElseThrow(() -> DecathleteException.data(predictions + " has no prediction of " + id
                            + "; delete " + folder.resolve("summary.json") + " and train again to make it"));
        } catch (IOException e) {
            throw DecathleteException.data(predictions + " cannot be listed (" + e + ")", e);
        }
    }

    /** The probabilities behind it, where they were kept. */
    Path probabilities(String id) {
        return probabilities(folder, id);
    }

    /** Where the probabilities of a case of the training in {@code folder} lie, if they are kept. */
    public static Path probabilities(Path folder, String id) {
        return folder.resolve("validation").resolve(id + StoredProbabilities.ENDING);
    }

    private static Path checkpoint(Path folder) {
        return folder.resolve("checkpoint_final.safetensors");
    }
}
