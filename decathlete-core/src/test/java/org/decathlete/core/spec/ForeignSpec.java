package org.decathlete.core.spec;

/** A kind of network as a third party's jar would add it. */
public record ForeignSpec(int dimensions, int inputChannels, int outputChannels, String secret) implements NetworkSpec {
    static final String TYPE = "foreign";

    @Override
    public String type() {
        return TYPE;
    }

    /** Registers it. */
    public static final class Type implements NetworkSpecType {

        @Override
        public String name() {
            return TYPE;
        }

        @Override
        public Class<? extends NetworkSpec> record() {
            return ForeignSpec.class;
        }
    }
}
