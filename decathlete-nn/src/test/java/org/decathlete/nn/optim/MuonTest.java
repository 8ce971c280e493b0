package org.decathlete.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MuonTest {
    private static final OptimizerSpec.Muon SPEC = OptimizerSpec.Muon.of(0.01, 0.1);
    private static final long[] KERNEL = {16, 24, 2, 1, 2};

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void matricesMoveByTheirMomentumAndTheRestAsAdamWDoes() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> ours = weights();
            Map<String, Tensor> others = weights();
            Map<String, float[]> before = new HashMap<>();
            ours.forEach((name, weight) -> before.put(name, Tensors.floats(weight)));
            try (Optimizer muon = Optimizers.build(SPEC, ours);
                    Optimizer adam = Optimizers.build(SPEC.others(), others)) {
                assertThat(muon.state().keySet())
                        .contains(
                                "conv.weight.momentum",
                                "bias.exp_avg",
                                "first.weight.exp_avg_sq",
                                "head.weight.exp_avg")
                        .doesNotContain("conv.weight.exp_avg", "bias.momentum", "head.weight.momentum");
                float[][] gradients = {normal(5, size(KERNEL)), normal(6, size(KERNEL))};
                float[] weight = Objects.requireNonNull(before.get("conv.weight"));
                float[] momentum = new float[weight.length];
                for (float[] gradient : gradients) {
                    step(muon, ours, gradient);
                    step(adam, others, gradient);
                    float[] direction = new float[weight.length];
                    for (int i = 0; i < weight.length; i++) {
                        momentum[i] = 0.95f * momentum[i] + gradient[i];
                        direction[i] = gradient[i] + 0.95f * momentum[i];
                    }
                    Tensor matrix = Tensors.of(direction, KERNEL[0], size(KERNEL) / KERNEL[0]);
                    float[] update = Tensors.floats(NewtonSchulz.factor(matrix).matmul(matrix));
                    double scale = 0.01 * 0.2 * Math.sqrt(96);
                    for (int i = 0; i < weight.length; i++) {
                        weight[i] = (float) (weight[i] * (1 - 0.01 * 0.1) - scale * update[i]);
                    }
                    assertThat(Tensors.floats(get(ours, "conv.weight"))).containsExactly(weight, within(1e-5f));
                }
            }
            for (String name : new String[] {"bias", "first.weight", "head.weight"}) {
                assertThat(Tensors.floats(get(ours, name)))
                        .isEqualTo(Tensors.floats(get(others, name)))
                        .isNotEqualTo(before.get(name));
            }
        }
    }

    /** 0.2 of the rate per element, whatever the shape. */
    @Test
    void stepsAreAsLargeAsAdamsUsuallyAre() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            float[] before = Tensors.floats(get(weights, "conv.weight"));
            try (Optimizer muon = Optimizers.build(new OptimizerSpec.Muon(1, 0, 0.9, 0.999, 1e-8, 0), weights)) {
                step(muon, weights, normal(9, size(KERNEL)));
            }
            float[] after = Tensors.floats(get(weights, "conv.weight"));
            double squares = 0;
            for (int i = 0; i < after.length; i++) {
                squares += Math.pow(after[i] - before[i], 2);
            }
            assertThat(Math.sqrt(squares / after.length)).isBetween(0.002 * 0.7, 0.002 * 1.2);
        }
    }

    @Test
    void aLoadedStateGoesOnAsIfNothingHadHappened() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> alone = weights();
            Map<String, Tensor> resumed = weights();
            try (Optimizer whole = Optimizers.build(SPEC, alone);
                    Optimizer first = Optimizers.build(SPEC, resumed);
                    Optimizer second = Optimizers.build(SPEC, resumed)) {
                step(whole, alone, normal(5, size(KERNEL)));
                step(whole, alone, normal(6, size(KERNEL)));
                step(first, resumed, normal(5, size(KERNEL)));
                second.load(first.state());
                step(second, resumed, normal(6, size(KERNEL)));
            }
            alone.forEach((name, weight) ->
                    assertThat(Tensors.floats(get(resumed, name))).as(name).isEqualTo(Tensors.floats(weight)));
        }
    }

    /** One step at a rate of 0.01; all weights but the convolution have the same gradient everywhere. */
    private static void step(Optimizer optimizer, Map<String, Tensor> weights, float[] gradient) {
        weights.forEach((name, weight) -> weight.mutable_grad()
                .put(
                        name.equals("conv.weight")
                                ? Tensors.of(gradient, KERNEL)
                                : torch.full_like(weight, new Scalar(0.3))));
        optimizer.step(0.01);
        optimizer.clearGradients();
    }

    private static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("first.weight", leaf(2, 16, 1, 3, 3, 3));
        weights.put("conv.weight", leaf(3, KERNEL));
        weights.put("head.weight", leaf(4, 20, 16, 1, 1, 1));
        weights.put("bias", leaf(7, 24));
        return weights;
    }

    private static Tensor leaf(long seed, long... shape) {
        return Tensors.of(normal(seed, size(shape)), shape).set_requires_grad(true);
    }

    private static Tensor get(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name));
    }

    private static int size(long... shape) {
        int size = 1;
        for (long extent : shape) {
            size *= (int) extent;
        }
        return size;
    }

    private static float[] normal(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int j = 0; j < 12; j++) {
                sum += random.nextDouble();
            }
            values[i] = (float) (sum - 6);
        }
        return values;
    }
}
