package org.decathlete.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Muon as a training drives it: clipped, with scaled gradients, with none, and within bounds of memory. */
class MuonStepTest {
    private static final OptimizerSpec.Muon SPEC = OptimizerSpec.Muon.of(0.01, 0.1);
    private static final double RATE = 0.01;
    private static final double DECAYED = 1 - RATE * 0.1;
    private static final double GREATEST = 2;

    @BeforeAll
    static void load() {
        Native.load();
    }

    /** There is nothing to divide by. */
    @Test
    void withoutGradientsWeightsOnlyDecay() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            weights.put("zero.weight", Tensors.of(new float[16 * 24 * 4], 16, 24, 2, 2));
            float[] expected = Tensors.floats(get(weights, "space.weight").mul(new Scalar(DECAYED)));
            try (Optimizer muon = Optimizers.build(SPEC, weights)) {
                weights.forEach((name, weight) -> weight.mutable_grad().put(torch.zeros_like(weight)));
                assertThat(muon.clipAndStep(RATE, GREATEST)).isZero();
                assertThat(Tensors.floats(get(weights, "space.weight"))).containsExactly(expected, within(1e-7f));
                assertThat(Tensors.floats(get(weights, "zero.weight"))).containsOnly(0);
            }
        }
    }

    @Test
    void aGradientThatIsNotFiniteChangesNothing() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            float[] before = Tensors.floats(get(weights, "space.weight"));
            try (Optimizer muon = Optimizers.build(SPEC, weights)) {
                differentiate(weights, 5, Double.POSITIVE_INFINITY);
                assertThat(muon.clipAndStep(RATE, GREATEST, 1024)).matches(norm -> !Double.isFinite(norm));
                assertThat(Tensors.floats(get(weights, "space.weight"))).isEqualTo(before);
                assertThat(Tensors.floats(get(muon.state(), "space.weight.momentum")))
                        .containsOnly(0);
            }
        }
    }

    /** Half precision's scale is no part of the gradient, and whether anybody waits for its norm makes no difference. */
    @Test
    void scaledGradientsAndThoseThatNobodyWaitsForChangeTheWeightsAlike() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> plain = weights();
            Map<String, Tensor> scaled = weights();
            Map<String, Tensor> launched = weights();
            try (Optimizer waiting = Optimizers.build(SPEC, plain);
                    Optimizer half = Optimizers.build(SPEC, scaled);
                    Optimizer late = Optimizers.build(SPEC, launched)) {
                for (long seed : new long[] {5, 6}) {
                    differentiate(plain, seed, 1);
                    differentiate(scaled, seed, 1024);
                    differentiate(launched, seed, 1);
                    double norm = waiting.clipAndStep(RATE, GREATEST);
                    assertThat(norm).isGreaterThan(GREATEST);
                    assertThat(half.clipAndStep(RATE, GREATEST, 1024)).isCloseTo(norm, within(1e-3));
                    assertThat(late.clipAndLaunch(RATE, GREATEST).item_double()).isCloseTo(norm, within(1e-3));
                }
            }
            plain.forEach((name, weight) -> {
                float[] expected = Tensors.floats(weight);
                assertThat(Tensors.floats(get(scaled, name))).as(name).containsExactly(expected, within(1e-5f));
                assertThat(Tensors.floats(get(launched, name))).as(name).containsExactly(expected, within(1e-5f));
            });
        }
    }

    /** On a processor weights lie with their channels last, on a GPU as their axes are. Gradients follow, or do not. */
    @Test
    void whereAWeightLiesMakesNoDifference() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> plain = weights();
            Map<String, Tensor> last = weights();
            last.replaceAll((name, weight) -> channelsLast(weight));
            try (Optimizer one = Optimizers.build(SPEC, plain);
                    Optimizer other = Optimizers.build(SPEC, last)) {
                for (long seed : new long[] {5, 6}) {
                    differentiate(plain, seed, 1);
                    differentiate(last, seed, 1);
                    if (seed == 6) {
                        last.values().forEach(weight -> weight.mutable_grad().put(channelsLast(weight.grad())));
                    }
                    one.step(RATE);
                    other.step(RATE);
                }
            }
            assertThat(get(last, "space.weight").is_contiguous()).isFalse();
            plain.forEach((name, weight) -> assertThat(Tensors.floats(get(last, name)))
                    .as(name)
                    .containsExactly(Tensors.floats(weight), within(1e-5f)));
        }
    }

    /** Whichever side is the longer one. */
    @Test
    void aMatrixMovesAsTheTransposedOne() {
        try (Scope scope = Scope.open()) {
            Tensor tall = random(1, 80, 16, 2, 2);
            Tensor gradient = random(2, 80, 16, 2, 2);
            Tensor wide = transposed(tall);
            try (Optimizer one = Optimizers.build(SPEC, Map.of("weight", tall));
                    Optimizer other = Optimizers.build(SPEC, Map.of("weight", wide))) {
                tall.mutable_grad().put(gradient.clone());
                wide.mutable_grad().put(transposed(gradient));
                one.step(RATE);
                other.step(RATE);
            }
            assertThat(Tensors.floats(transposed(tall))).containsExactly(Tensors.floats(wide), within(1e-6f));
        }
    }

    /** On the way to its update a weight takes several times its memory; all of a large network at once would take gigabytes. */
    @Test
    void whatOneWeightNeedsIsFreedBeforeTheNext() {
        List<Long> alive = new ArrayList<>();
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = new Watched(() -> alive.add(Scope.liveObjects()));
            for (int i = 0; i < 3; i++) {
                weights.put(i + ".weight", random(i, 16, 24, 3, 3, 3));
            }
            try (Optimizer muon = Optimizers.build(SPEC, weights)) {
                differentiate(weights, 5, 1);
                alive.clear();
                muon.step(RATE);
            }
        }
        assertThat(alive).hasSize(3).containsOnly(alive.get(0));
    }

    /** Tells when each of its tensors has been seen to. */
    private static final class Watched extends LinkedHashMap<String, Tensor> {
        private static final long serialVersionUID = 1L;

        private final transient Runnable listener;

        Watched(Runnable listener) {
            this.listener = listener;
        }

        @Override
        public void forEach(BiConsumer<? super String, ? super Tensor> action) {
            super.forEach((name, tensor) -> {
                action.accept(name, tensor);
                listener.run();
            });
        }
    }

    /** Two for Muon, of a convolution in space and one in a plane, and two for AdamW. */
    private static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("space.weight", random(1, 16, 24, 2, 2, 2));
        weights.put("plane.weight", random(2, 24, 16, 3, 3));
        weights.put("head.weight", random(3, 3, 16, 1, 1, 1));
        weights.put("bias", random(4, 24));
        return weights;
    }

    private static void differentiate(Map<String, Tensor> weights, long seed, double factor) {
        for (Tensor weight : weights.values()) {
            weight.mutable_grad().put(random(seed, weight.shape()).mul(new Scalar(factor)));
        }
    }

    /** Of 80 × 64, as a weight of 64 × 80. */
    private static Tensor transposed(Tensor weight) {
        return weight.reshape(80, 64).t().contiguous().reshape(64, 40, 2, 1);
    }

    private static Tensor channelsLast(Tensor weight) {
        return switch ((int) weight.dim()) {
            case 5 -> weight.contiguous(MemoryFormat.ChannelsLast3d);
            case 4 -> weight.contiguous(MemoryFormat.ChannelsLast);
            default -> weight;
        };
    }

    private static Tensor random(long seed, long... shape) {
        torch.manual_seed(seed);
        return torch.randn(shape);
    }

    private static Tensor get(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name));
    }
}
