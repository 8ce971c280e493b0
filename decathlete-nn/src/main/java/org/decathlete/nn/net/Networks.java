package org.decathlete.nn.net;

import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Registry;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;

/** Builds the network that a spec describes. */
public final class Networks {
    private static final Registry<NetworkType> TYPES =
            Registry.of(NetworkType.class, "network type", NetworkType::name);

    private Networks() {}

    /**
     * A network with fresh weights.
     *
     * @param seed equal seeds give equal weights, bit for bit, on every machine and device
     * @throws DecathleteException of kind DATA when nothing here builds this kind of spec
     */
    public static Network build(NetworkSpec spec, Device device, long seed) {
        NetworkType type = TYPES.get(spec.type());
        Native.load();
        return type.build(spec, device, seed);
    }
}
