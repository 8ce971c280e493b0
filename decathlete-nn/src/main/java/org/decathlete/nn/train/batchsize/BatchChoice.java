package org.decathlete.nn.train.batchsize;

import java.util.List;

/**
 * A batch, and how it was chosen.
 *
 * @param samples of a step
 * @param reason in words
 * @param measured what was tried, in order
 */
public record BatchChoice(int samples, String reason, List<MeasuredBatch> measured) {
    public BatchChoice {
        measured = List.copyOf(measured);
    }
}
