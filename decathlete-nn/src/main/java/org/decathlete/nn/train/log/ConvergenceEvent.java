package org.decathlete.nn.train.log;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.decathlete.nn.train.convergence.Forecast;

/**
 * A line of {@code metrics.jsonl} that says that the rest of the budget would bring nothing.
 *
 * @param event always {@code convergence}
 * @param epoch after which it was found
 * @param iteration training batches done until then
 * @param forecast what the rest would have brought
 */
public record ConvergenceEvent(
        @JsonProperty("event") String event,
        @JsonProperty("epoch") int epoch,
        @JsonProperty("iteration") long iteration,
        @JsonUnwrapped Forecast forecast) {}
