package org.decathlete.nn.train.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A line of {@code metrics.jsonl} that says that the training went astray.
 *
 * @param event always {@code divergence}
 * @param number counted from 1
 * @param iteration where it was noticed
 * @param reason what was wrong
 * @param backToIteration where the training goes on; -1 when it was given up
 * @param rateFactor what the learning rate is multiplied by from then on
 */
public record DivergenceEvent(
        @JsonProperty("event") String event,
        @JsonProperty("divergence") int number,
        @JsonProperty("iteration") long iteration,
        @JsonProperty("reason") String reason,
        @JsonProperty("back_to_iteration") long backToIteration,
        @JsonProperty("rate_factor") double rateFactor) {}
