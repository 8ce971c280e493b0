package org.decathlete.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What the encoder or decoder stages of a U-Net are made of. */
public enum StageKind {
    /** Convolution, normalisation, activation, repeated: nnU-Net's PlainConvUNet. */
    @JsonProperty("plain")
    PLAIN,
    /** Residual blocks: nnU-Net's ResidualEncoderUNet. */
    @JsonProperty("residual")
    RESIDUAL;

    /** Leaves plain stages out of JSON, so that networks from before there was a choice keep their text. */
    static final class PlainIsLeftOut {
        @Override
        public boolean equals(@Nullable Object value) {
            return value == PLAIN;
        }

        @Override
        public int hashCode() {
            return PLAIN.hashCode();
        }
    }
}
