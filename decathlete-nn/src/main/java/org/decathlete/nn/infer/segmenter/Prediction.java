package org.decathlete.nn.infer.segmenter;

import java.util.Optional;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.volume.LabelVolume;

/**
 * What a model says about an image.
 *
 * @param labels on the image's grid, with its header
 * @param probabilities where they were asked for, on the image's grid: softmax over the labels, or a sigmoid per region
 */
public record Prediction(LabelVolume labels, Optional<ProbabilityMap> probabilities) implements AutoCloseable {

    /** Frees the probabilities. */
    @Override
    public void close() {
        probabilities.ifPresent(ProbabilityMap::close);
    }
}
