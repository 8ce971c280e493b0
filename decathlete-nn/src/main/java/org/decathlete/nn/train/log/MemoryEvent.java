package org.decathlete.nn.train.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A line of {@code metrics.jsonl} that says that memory ran out.
 *
 * @param event always {@code out_of_memory}
 * @param number counted from 1
 * @param iteration in which step
 * @param samplesBefore samples that went through the network at once
 * @param samples that do from then on
 */
public record MemoryEvent(
        @JsonProperty("event") String event,
        @JsonProperty("shortage") int number,
        @JsonProperty("iteration") long iteration,
        @JsonProperty("samples_before") int samplesBefore,
        @JsonProperty("samples") int samples) {}
