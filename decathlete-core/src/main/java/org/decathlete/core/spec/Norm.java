package org.decathlete.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of normalisation, each with a learned scale and shift per channel. */
public enum Norm {
    /** Each channel of each sample on its own, in training and prediction alike. */
    @JsonProperty("instance")
    INSTANCE,

    /** Each channel over the batch in training; by running averages of mean and variance (momentum 0.1) in prediction. */
    @JsonProperty("batch")
    BATCH
}
