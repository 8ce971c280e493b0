package org.decathlete.nn.net;

import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Device;

/** Builds nnU-Net's networks. */
public final class UNetType implements NetworkType {

    @Override
    public String name() {
        return UNetSpec.TYPE;
    }

    @Override
    public Network build(NetworkSpec spec, Device device, long seed) {
        UNetSpec unet = (UNetSpec) spec;
        UNet network = new UNet(unet, new Parameters(device, unet.dimensions()));
        Initialization.apply(network.parameters(), seed);
        return network;
    }
}
