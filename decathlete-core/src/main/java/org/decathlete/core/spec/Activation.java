package org.decathlete.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of activation, with PyTorch's defaults. */
public enum Activation {
    /** x, or a small slope times x below 0. */
    @JsonProperty("leaky_relu")
    LEAKY_RELU,

    /** x, or 0 below 0. */
    @JsonProperty("relu")
    RELU,

    /** x, or exp(x) − 1 below 0. */
    @JsonProperty("elu")
    ELU,

    /** x times the normal distribution function of x. */
    @JsonProperty("gelu")
    GELU,

    /** x, or a learned slope times x below 0; one slope for all channels, 0.25 at first. */
    @JsonProperty("prelu")
    PRELU
}
