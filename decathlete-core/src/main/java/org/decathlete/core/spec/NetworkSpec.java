package org.decathlete.core.spec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/**
 * A network architecture as plain data: complete, so that the same spec always builds the same network, and serialisable as
 * JSON under its {@link #type()}. Implementations are records, registered by a {@link NetworkSpecType}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, include = JsonTypeInfo.As.PROPERTY, property = "type")
@JsonTypeIdResolver(NetworkSpecIdResolver.class)
public interface NetworkSpec {

    /** Registered name of this kind of network, such as {@code unet}; stands in JSON as the field {@code type}. */
    String type();

    /** 2 or 3. */
    int dimensions();

    /** Number of input channels. */
    int inputChannels();

    /** Number of output channels: classes with background, or regions. */
    int outputChannels();

    /**
     * What each edge of an input is to be a multiple of, per spatial axis; empty where nothing is known but that the planned patch fits.
     */
    default int[] edgeMultiples() {
        return new int[0];
    }
}
