package org.decathlete.app.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.postprocess.StoredProbabilities;

/**
 * A fold that was trained to its end and validated.
 *
 * @param fold its number
 * @param folder its files
 * @param scores of its validation cases
 */
record FinishedFold(int fold, Path folder, Scores scores) {

    /** The fold in a run's folder; empty where it is not finished. */
    static Optional<FinishedFold> read(int fold, Path folder) {
        Path summary = folder.resolve("summary.json");
        return Files.isRegularFile(summary) && Files.isRegularFile(checkpoint(folder))
                ? Optional.of(new FinishedFold(fold, folder, SummaryFile.read(summary)))
                : Optional.empty();
    }

    Path checkpoint() {
        return checkpoint(folder);
    }

    /** The label map that was judged. */
    Path prediction(String id) {
        return prediction(folder, id);
    }

    /** The probabilities behind it, where they were kept. */
    Path probabilities(String id) {
        return probabilities(folder, id);
    }

    static Path prediction(Path folder, String id) {
        return folder.resolve("validation").resolve(id + ".nii.gz");
    }

    static Path probabilities(Path folder, String id) {
        return folder.resolve("validation").resolve(id + StoredProbabilities.ENDING);
    }

    private static Path checkpoint(Path folder) {
        return folder.resolve("checkpoint_final.safetensors");
    }
}
