package org.decathlete.nn.net;

import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.tensor.Device;

/**
 * Builds the networks of one kind of spec. Implementations are found by {@link java.util.ServiceLoader}: a jar that lists one under
 * {@code META-INF/services/org.decathlete.nn.net.NetworkType}, beside its {@code NetworkSpecType}, makes its networks trainable here.
 */
public interface NetworkType {

    /** The {@link NetworkSpec#type()} that it builds. */
    String name();

    /**
     * A network with fresh weights, for the caller to close.
     *
     * @param seed equal seeds give equal weights, bit for bit, on every machine and device
     */
    Network build(NetworkSpec spec, Device device, long seed);
}
