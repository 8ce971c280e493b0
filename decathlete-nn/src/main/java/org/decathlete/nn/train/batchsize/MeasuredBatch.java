package org.decathlete.nn.train.batchsize;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What trial steps with a batch came to.
 *
 * @param samples of a step
 * @param secondsPerStep the fastest, for whatever disturbs a step makes it slower
 * @param bytes memory of the device that a step takes at most, weights included
 */
public record MeasuredBatch(
        @JsonProperty("samples") int samples,
        @JsonProperty("seconds_per_step") double secondsPerStep,
        @JsonProperty("bytes") long bytes) {

    /** Samples that are learnt from in a second. */
    double samplesPerSecond() {
        return samples / secondsPerStep;
    }

    /** Both as one measurement. */
    MeasuredBatch with(MeasuredBatch again) {
        return new MeasuredBatch(samples, Math.min(secondsPerStep, again.secondsPerStep), Math.max(bytes, again.bytes));
    }
}
