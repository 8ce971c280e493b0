package org.decathlete.nn.infer.segmenter;

import java.util.Optional;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.run.Progress;

/** An image that the networks can see. */
public interface PreparedImage {

    /**
     * Segments the image, once.
     *
     * @param storage where its probabilities go, if they are wanted
     * @param progress is told the memory plan and counts tiles
     * @return to be closed where it has probabilities
     * @throws org.decathlete.core.run.DecathleteException of kind RESOURCE when the memory or the disk does not suffice
     */
    Prediction segment(Optional<ProbabilityStorage> storage, Progress progress);
}
