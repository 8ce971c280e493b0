package org.decathlete.nn.net;

import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;

/** Builds the network that a spec describes. */
public final class Networks {

    private Networks() {}

    /**
     * A network with fresh weights.
     *
     * @param seed equal seeds give equal weights, bit for bit, on every machine and device
     * @throws DecathleteException of kind USAGE when nothing here builds this kind of spec
     */
    public static Network build(NetworkSpec spec, Device device, long seed) {
        Native.load();
        if (!(spec instanceof UNetSpec unet)) {
            throw DecathleteException.usage("network type \"" + spec.type()
                    + "\" is not known to this version; it knows \"" + UNetSpec.TYPE + "\"");
        }
        Parameters parameters = new Parameters(device);
        UNet network = new UNet(unet, parameters);
        Initialization.apply(unet, network.parameters(), seed);
        return network;
    }
}
