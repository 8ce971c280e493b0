package org.decathlete.nn.infer;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * One 3×3×3 convolution that knows its classes by their intensity: output c is {@code 2 c x - c²}, the largest where x is nearest
 * to c. What it says about a volume can be told without it.
 */
final class OneLayerNetwork implements Network {
    private static final int KERNEL = 27;

    private final Spec spec;
    private final Tensor weight;
    private final Tensor bias;

    record Spec(int outputChannels) implements NetworkSpec {
        @Override
        public String type() {
            return "one-layer";
        }

        @Override
        public int dimensions() {
            return 3;
        }

        @Override
        public int inputChannels() {
            return 1;
        }
    }

    OneLayerNetwork(int classes) {
        spec = new Spec(classes);
        float[] weights = new float[classes * KERNEL];
        float[] shifts = new float[classes];
        for (int index = 0; index < classes; index++) {
            weights[index * KERNEL + KERNEL / 2] = 2f * index;
            shifts[index] = -1f * index * index;
        }
        weight = Scope.keep(Tensors.of(weights, classes, 1, 3, 3, 3));
        bias = Scope.keep(Tensors.of(shifts, classes));
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("weight", weight, "bias", bias);
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
}
