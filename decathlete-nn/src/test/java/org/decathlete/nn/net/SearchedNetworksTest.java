package org.decathlete.nn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.plan.FeatureRule;
import org.decathlete.core.plan.UNetCost;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.loss.Losses;
import org.decathlete.nn.optim.Optimizer;
import org.decathlete.nn.optim.Optimizers;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Networks as a search may draw them: every combination of stages, units and block counts learns with every loss and optimiser. */
class SearchedNetworksTest {
    private static final int[] PATCH = {8, 16, 8};

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void learnABallInNoise() {
        Properties.forAll(11, 12, SearchedNetworksTest::requireLearning);
    }

    private static void requireLearning(SplittableRandom random) {
        UNetSpec spec = spec(random);
        OptimizerSpec rule = optimizer(random);
        LossRecipe loss = loss(random);
        try (Scope scope = Scope.open();
                Network network = Networks.build(spec, Device.CPU, random.nextLong());
                Optimizer optimizer = Optimizers.build(rule, network.parameters())) {
            assertThat(network.parameters().values().stream()
                            .mapToLong(Tensor::numel)
                            .sum())
                    .isEqualTo(UNetCost.parameters(spec));
            network.training(true);
            for (int step = 0; step < 2; step++) {
                assertThat(backward(network, loss)).isFinite();
                requireGradients(spec, network);
                assertThat(optimizer.clipAndStep(rule.learningRate(), 12))
                        .isFinite()
                        .isPositive();
                optimizer.clearGradients();
            }
        }
    }

    private static UNetSpec spec(SplittableRandom random) {
        int stages = 2 + random.nextInt(2);
        return new UNetSpec(
                any(StageKind.values(), random),
                3,
                1,
                3,
                new FeatureRule(4, 12, 12).perStage(3, stages),
                Collections.nCopies(stages, List.of(3, 3, 3)),
                IntStream.range(0, stages)
                        .mapToObj(stage -> stage == 0 ? List.of(1, 1, 1) : List.of(2, 2, 2))
                        .toList(),
                counts(stages, 4, random),
                counts(stages - 1, 3, random),
                true,
                unit(random),
                unit(random),
                true,
                any(StageKind.values(), random));
    }

    private static <T> T any(T[] values, SplittableRandom random) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static List<Integer> counts(int stages, int most, SplittableRandom random) {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < stages; i++) {
            counts.add(1 + random.nextInt(most));
        }
        return counts;
    }

    private static UnitSpec unit(SplittableRandom random) {
        return new UnitSpec(
                any(Norm.values(), random),
                1e-5,
                any(Activation.values(), random),
                0.01,
                random.nextBoolean() ? 0.2 : 0);
    }

    private static OptimizerSpec optimizer(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> new OptimizerSpec.Sgd(1e-2, 0.99, true, 3e-5);
            case 1 -> new OptimizerSpec.Adam(1e-3, 0.9, 0.999, 1e-8, 3e-5, false, false);
            default -> new OptimizerSpec.Adam(1e-3, 0.9, 0.999, 1e-8, 1e-2, true, true);
        };
    }

    private static LossRecipe loss(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new LossRecipe(LossRecipe.DICE_CROSS_ENTROPY, 1, 1, 1e-5);
            case 1 -> new LossRecipe(LossRecipe.DICE_CROSS_ENTROPY, 0, 1, 1e-5);
            case 2 -> new LossRecipe(LossRecipe.DICE_CROSS_ENTROPY, 1, 0, 1e-5);
            default -> new LossRecipe(LossRecipe.TOP_K, 1, 0, 1e-5);
        };
    }

    private static double backward(Network network, LossRecipe loss) {
        try (Scope scope = Scope.open()) {
            int voxels = PATCH[0] * PATCH[1] * PATCH[2];
            float[] image = new float[2 * voxels];
            short[] labels = new short[2 * voxels];
            SplittableRandom noise = new SplittableRandom(5);
            for (int i = 0; i < image.length; i++) {
                int x = i % PATCH[2] - 4;
                int y = i / PATCH[2] % PATCH[1] - 7;
                int radius = x * x + y * y;
                labels[i] = (short) (radius < 4 ? 2 : radius < 16 ? 1 : 0);
                image[i] = (float) (labels[i] + 0.3 * noise.nextGaussian());
            }
            Tensor value = Losses.of(loss, Labels.of("background", "shell", "core"), false)
                    .value(
                            network.forward(Tensors.of(image, 2, 1, PATCH[0], PATCH[1], PATCH[2]), true),
                            Tensors.of(labels, 2, 1, PATCH[0], PATCH[1], PATCH[2]));
            value.backward();
            return value.item_double();
        }
    }

    /** Biases that a normalisation takes away again have no gradient, nor has the lowest of several heads, which weighs nothing. */
    private static void requireGradients(UNetSpec spec, Network network) {
        for (Map.Entry<String, Tensor> each : network.parameters().entrySet()) {
            String name = each.getKey();
            boolean lowestHead = spec.stageCount() > 2 && name.startsWith("decoder.seg_layers.0.");
            if (!lowestHead && !name.endsWith("conv.bias")) {
                Tensor gradient = each.getValue().grad();
                assertThat(gradient.defined()).as(name).isTrue();
                assertThat(gradient.isfinite().all().item_bool()).as(name).isTrue();
            }
        }
    }
}
