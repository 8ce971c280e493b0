package org.decathlete.nn.extension;

import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.NetworkSpecType;

/** A network of one 3×3×3 convolution, as a third party's jar would describe it. */
public record OneLayerSpec(int dimensions, int inputChannels, int outputChannels) implements NetworkSpec {
    static final String TYPE = "one-layer";

    @Override
    public String type() {
        return TYPE;
    }

    /** Makes its JSON known. */
    public static final class Type implements NetworkSpecType {

        @Override
        public String name() {
            return TYPE;
        }

        @Override
        public Class<? extends NetworkSpec> record() {
            return OneLayerSpec.class;
        }
    }
}
