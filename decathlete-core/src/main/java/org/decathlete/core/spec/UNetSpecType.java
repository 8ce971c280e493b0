package org.decathlete.core.spec;

/** Registers {@link UNetSpec}. */
public final class UNetSpecType implements NetworkSpecType {

    @Override
    public String name() {
        return UNetSpec.TYPE;
    }

    @Override
    public Class<? extends NetworkSpec> record() {
        return UNetSpec.class;
    }
}
