package org.decathlete.nn.net;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * Initial weights of a U-Net as nnU-Net draws them: convolutions from He's normal distribution for the leaky ReLU's slope (He et
 * al. 2015, fan in; of a transposed convolution the fan is counted over its output channels, as PyTorch does), biases 0,
 * normalisations 1 and 0, and the last normalisation of a residual block 0 and 0, so that the block starts as its skip.
 *
 * <p>Each parameter has a random stream of its own, split from the seed in order: equal seeds give equal weights on every machine.
 */
final class Initialization {
    private static final double SLOPE = 0.01;
    private static final float LEARNED_SLOPE = 0.25f;

    private Initialization() {}

    static void apply(Map<String, Tensor> parameters, long seed) {
        SplittableRandom source = new SplittableRandom(seed);
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            parameters.forEach((name, parameter) -> {
                SplittableRandom random = source.split();
                float[] values = values(name, parameter, random);
                parameter.copy_(Tensors.of(values, parameter.shape()));
            });
        }
    }

    private static float[] values(String name, Tensor parameter, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(parameter.numel())];
        if (parameter.dim() > 1) {
            double fanIn = (double) parameter.numel() / parameter.size(0);
            double deviation = Math.sqrt(2 / (1 + SLOPE * SLOPE)) / Math.sqrt(fanIn);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
            // conv2 is the second convolution of a residual block.
        } else if (name.endsWith(".norm.weight") && !name.endsWith(".conv2.norm.weight")) {
            Arrays.fill(values, 1);
        } else if (name.endsWith("nonlin.weight") || name.endsWith("nonlin2.weight")) {
            Arrays.fill(values, LEARNED_SLOPE);
        }
        return values;
    }
}
