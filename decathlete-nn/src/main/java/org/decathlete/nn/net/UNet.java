package org.decathlete.nn.net;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.UNetSpec;

/** nnU-Net's PlainConvUNet or ResidualEncoderUNet, in 2D or 3D (dynamic-network-architectures, unet.py). */
final class UNet implements Network {
    private final UNetSpec spec;
    private final Parameters parameters;
    private final Encoder encoder;
    private final Decoder decoder;

    UNet(UNetSpec spec, Parameters parameters) {
        this.spec = spec;
        this.parameters = parameters;
        this.encoder = new Encoder(parameters, spec);
        this.decoder = new Decoder(parameters, spec);
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public Map<String, Tensor> parameters() {
        return parameters.byName();
    }

    @Override
    public Map<String, Tensor> buffers() {
        return parameters.buffers();
    }

    @Override
    public void training(boolean on) {
        parameters.training(on);
    }

    @Override
    public boolean mixesSamples() {
        return spec.mixesSamples();
    }

    @Override
    public List<Tensor> forward(Tensor input, boolean allHeads) {
        Tensor x = parameters.device().cuda() ? input : MemoryLayout.channelsLast(input);
        return decoder.apply(encoder.apply(x), allHeads);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
