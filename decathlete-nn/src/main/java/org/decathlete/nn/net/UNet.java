package org.decathlete.nn.net;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Precision;

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

    Parameters weights() {
        return parameters;
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
    public boolean predictsSideBySide() {
        return !parameters.device().cuda();
    }

    @Override
    public boolean isRandom() {
        return spec.encoderUnit().dropout() > 0 || spec.decoderUnit().dropout() > 0;
    }

    @Override
    public WorkingWeights workingWeights(Precision precision, boolean learning, int... extents) {
        if (parameters.device().cuda() || precision == Precision.FP32) {
            return WorkingWeights.NONE;
        }
        return new ConvertedWeights(parameters, precision.type(), AxisOrder.best(extents), learning);
    }

    @Override
    public List<Tensor> forward(Tensor input, boolean allHeads) {
        AxisOrder order = parameters.order();
        Tensor ordered = order.of(input);
        Tensor x = parameters.device().cuda() ? ordered : MemoryLayout.channelsLast(ordered);
        return decoder.apply(encoder.apply(x), allHeads).stream().map(order::of).toList();
    }

    @Override
    public void close() {
        parameters.close();
    }
}
