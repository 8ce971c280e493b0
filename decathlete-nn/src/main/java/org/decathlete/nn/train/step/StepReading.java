package org.decathlete.nn.train.step;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a step came to, or will come to once the device gets there.
 *
 * @param iteration which step
 * @param known where it was waited for
 * @param coming loss and gradient norm, (2) float64 on the device, where it was not; kept until it is read
 */
public record StepReading(
        long iteration,
        @Nullable StepOutcome known,
        @Nullable Tensor coming) implements AutoCloseable {

    static StepReading of(StepOutcome outcome) {
        return new StepReading(outcome.iteration(), outcome, null);
    }

    @Override
    public void close() {
        if (coming != null) {
            coming.close();
        }
    }
}
