package org.decathlete.nn.extension;

import java.util.LinkedHashMap;
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
public final class OneLayerNetwork implements Network {
    private static final int KERNEL = 27;

    private final OneLayerSpec spec;
    private final Tensor weight;
    private final Tensor bias;

    private OneLayerNetwork(OneLayerSpec spec, Device device, float[] weights, float[] biases) {
        this.spec = spec;
        try (Scope scope = Scope.open()) {
            weight = parameter(device, weights, spec.outputChannels(), spec.inputChannels(), 3, 3, 3);
            bias = parameter(device, biases, spec.outputChannels());
        }
    }

    /**
     * A network of one input that knows its classes by their intensity: output c is {@code 2 c x - c²}, the largest where x is nearest to
     * c. What it says about a volume can be told without it.
     */
    public static OneLayerNetwork byIntensity(int classes) {
        float[] weights = new float[classes * KERNEL];
        float[] biases = new float[classes];
        for (int index = 0; index < classes; index++) {
            weights[index * KERNEL + KERNEL / 2] = 2f * index;
            biases[index] = -1f * index * index;
        }
        return new OneLayerNetwork(new OneLayerSpec(3, 1, classes), Device.CPU, weights, biases);
    }

    private static OneLayerNetwork random(OneLayerSpec spec, Device device, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[spec.outputChannels() * spec.inputChannels() * KERNEL];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() / KERNEL;
        }
        return new OneLayerNetwork(spec, device, weights, new float[spec.outputChannels()]);
    }

    private static Tensor parameter(Device device, float[] values, long... shape) {
        Tensor made = Tensors.to(Tensors.of(values, shape), device);
        made.set_requires_grad(true);
        return Scope.keep(made);
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public Map<String, Tensor> parameters() {
        Map<String, Tensor> inOrder = new LinkedHashMap<>();
        inOrder.put("weight", weight);
        inOrder.put("bias", bias);
        return inOrder;
    }

    @Override
    public List<Tensor> forward(Tensor input, boolean allHeads) {
        long[] ones = {1, 1, 1};
        return List.of(torch.conv3d(input, weight, new TensorOptional(bias), ones, ones, ones, 1));
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
    }

    /** Makes it buildable. */
    public static final class Type implements NetworkType {

        @Override
        public String name() {
            return OneLayerSpec.TYPE;
        }

        @Override
        public Network build(NetworkSpec spec, Device device, long seed) {
            return random((OneLayerSpec) spec, device, seed);
        }
    }
}
