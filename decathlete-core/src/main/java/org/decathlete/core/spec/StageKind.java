package org.decathlete.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the encoder stages of a U-Net are made of. */
public enum StageKind {
    /** Convolution, normalisation, activation, repeated: nnU-Net's PlainConvUNet. */
    @JsonProperty("plain")
    PLAIN,
    /** Residual blocks: nnU-Net's ResidualEncoderUNet. */
    @JsonProperty("residual")
    RESIDUAL
}
