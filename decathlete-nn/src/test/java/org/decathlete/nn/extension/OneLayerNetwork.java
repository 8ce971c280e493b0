package org.decathlete.nn.extension;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.NetworkType;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** The network of a {@link OneLayerSpec}. */
final class OneLayerNetwork implements Network {
    private static final int KERNEL = 27;

    private final OneLayerSpec spec;
    private final Tensor weight;

    private OneLayerNetwork(OneLayerSpec spec, Device device, long seed) {
        this.spec = spec;
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[spec.outputChannels() * spec.inputChannels() * KERNEL];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / KERNEL;
        }
        try (Scope scope = Scope.open()) {
            Tensor made = Tensors.to(Tensors.of(values, spec.outputChannels(), spec.inputChannels(), 3, 3, 3), device);
            made.set_requires_grad(true);
            weight = Scope.keep(made);
        }
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("weight", weight);
    }

    @Override
    public List<Tensor> forward(Tensor input, boolean allHeads) {
        long[] ones = {1, 1, 1};
        return List.of(torch.conv3d(input, weight, new TensorOptional(), ones, ones, ones, 1));
    }

    @Override
    public void close() {
        weight.close();
    }

    /** Makes it buildable. */
    public static final class Type implements NetworkType {

        @Override
        public String name() {
            return OneLayerSpec.TYPE;
        }

        @Override
        public Network build(NetworkSpec spec, Device device, long seed) {
            return new OneLayerNetwork((OneLayerSpec) spec, device, seed);
        }
    }
}
