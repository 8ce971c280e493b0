package org.decathlete.nn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.plan.UNetCost;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks with every kind of unit. */
class UnitVariantsTest {

    @BeforeAll
    static void load() {
        Native.load();
    }

    private static UNetSpec spec(StageKind stages, UnitSpec encoder, UnitSpec decoder) {
        return new UNetSpec(
                stages,
                2,
                1,
                2,
                List.of(4, 6),
                List.of(List.of(3, 3), List.of(3, 3)),
                List.of(List.of(1, 1), List.of(2, 2)),
                List.of(1, 2),
                List.of(1),
                true,
                encoder,
                decoder,
                true);
    }

    private static UnitSpec unit(Norm norm, Activation activation, double dropout) {
        return new UnitSpec(norm, 1e-5, activation, 0.01, dropout);
    }

    private static Tensor input(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[2 * 8 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.of(values, 2, 1, 8, 8);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyUnitLearnsAndHasAsManyParametersAsCounted(Activation activation) {
        for (StageKind stages : StageKind.values()) {
            for (Norm norm : Norm.values()) {
                StageKind decoder = norm == Norm.BATCH ? StageKind.RESIDUAL : StageKind.PLAIN;
                UNetSpec spec = spec(stages, unit(norm, activation, 0.2), unit(norm, Activation.RELU, 0.1))
                        .withDecoderStages(decoder);
                try (Scope scope = Scope.open();
                        Network network = Networks.build(spec, Device.CPU, 1)) {
                    long parameters = network.parameters().values().stream()
                            .mapToLong(Tensor::numel)
                            .sum();
                    assertThat(parameters).isEqualTo(UNetCost.parameters(spec));
                    network.training(true);
                    network.forward(input(2), true).get(0).square().mean().backward();
                    assertThat(network.parameters().entrySet().stream()
                                    .filter(each -> !each.getKey().endsWith("conv.bias"))
                                    .filter(each -> !each.getValue().grad().defined()))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void activationsAreThoseOfTheirNames() {
        float[] x = {-2, -0.5f, 0, 1.5f};
        check(Activation.RELU, x, 0, 0, 0, 1.5);
        check(Activation.LEAKY_RELU, x, -0.02, -0.005, 0, 1.5);
        check(Activation.PRELU, x, -0.5, -0.125, 0, 1.5);
        check(Activation.ELU, x, Math.expm1(-2), Math.expm1(-0.5), 0, 1.5);
        check(Activation.GELU, x, -2 * 0.022750132, -0.5 * 0.308537539, 0, 1.5 * 0.933192799);
    }

    private static void check(Activation activation, float[] values, double... expected) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Parameters parameters = new Parameters(Device.CPU, 2)) {
            Layer layer = Activations.of(parameters, "nonlin", unit(Norm.INSTANCE, activation, 0));
            parameters.byName().values().forEach(weight -> weight.fill_(new org.bytedeco.pytorch.Scalar(0.25)));
            float[] result = Tensors.floats(layer.apply(Tensors.of(values, 1, values.length)));
            for (int i = 0; i < values.length; i++) {
                assertThat((double) result[i])
                        .as("%s of %s", activation, values[i])
                        .isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    @Test
    void batchNormPredictsByTheAveragesOfTraining() {
        UnitSpec unit = unit(Norm.BATCH, Activation.RELU, 0);
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Network network = Networks.build(spec(StageKind.PLAIN, unit, unit), Device.CPU, 1)) {
            assertThat(network.mixesSamples()).isTrue();
            float[] untrained = Tensors.floats(network.forward(input(3), false).get(0));
            network.training(true);
            float[] trained = new float[0];
            for (int i = 0; i < 200; i++) {
                trained = Tensors.floats(network.forward(input(3), false).get(0));
            }
            network.training(false);
            float[] predicted = Tensors.floats(network.forward(input(3), false).get(0));
            // The running variance is unbiased, that of the batch is not, so that they agree only nearly.
            assertThat(distance(predicted, trained)).isLessThan(0.1 * distance(untrained, trained));
        }
    }

    /** The last normalisation of a block is zero at first, so that an untrained residual stage is its projected skip, rectified. */
    @Test
    void residualDecoderStagesStartAsTheirSkips() {
        UnitSpec unit = unit(Norm.INSTANCE, Activation.LEAKY_RELU, 0);
        UNetSpec spec = spec(StageKind.PLAIN, unit, unit).withDecoderStages(StageKind.RESIDUAL);
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Parameters parameters = new Parameters(Device.CPU, 2)) {
            Decoder decoder = new Decoder(parameters, spec);
            Initialization.apply(parameters.byName(), 5);
            assertThat(parameters.byName())
                    .containsKeys(
                            "decoder.stages.0.blocks.0.conv1.conv.weight",
                            "decoder.stages.0.blocks.0.conv2.norm.weight",
                            "decoder.stages.0.blocks.0.skip.0.conv.weight")
                    .doesNotContainKey("decoder.stages.0.blocks.0.skip.0.conv.bias");
            Tensor high = noise(4, 8, 2);
            Tensor low = noise(6, 4, 3);
            TensorOptional none = new TensorOptional();
            long[] two = {2, 2};
            long[] one = {1, 1};
            long[] zero = {0, 0};
            Tensor up = torch.conv_transpose2d(
                    low, weight(parameters, "transpconvs.0.weight"), none, two, zero, zero, 1, one);
            Tensor joined = torch.cat(new TensorVector(up, high), 1);
            Tensor skip = torch.conv2d(
                    joined, weight(parameters, "stages.0.blocks.0.skip.0.conv.weight"), none, one, zero, one, 1);
            Tensor normed = torch.instance_norm(skip, none, none, none, none, true, 0, 1e-5, false);
            Tensor expected = torch.conv2d(
                    torch.leaky_relu(normed), weight(parameters, "seg_layers.0.weight"), none, one, zero, one, 1);
            float[] logits =
                    Tensors.floats(decoder.apply(List.of(high, low), false).get(0));
            assertThat(logits).containsExactly(Tensors.floats(expected), within(1e-5f));
        }
    }

    private static Tensor weight(Parameters parameters, String name) {
        return Objects.requireNonNull(parameters.byName().get("decoder." + name), name);
    }

    /** (1, channels, extent, extent). */
    private static Tensor noise(int channels, int extent, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[channels * extent * extent];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.of(values, 1, channels, extent, extent);
    }

    @Test
    void dropoutDropsInTrainingOnly() {
        UnitSpec unit = unit(Norm.INSTANCE, Activation.RELU, 0.5);
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Network network = Networks.build(spec(StageKind.RESIDUAL, unit, unit), Device.CPU, 1)) {
            float[] plain = Tensors.floats(network.forward(input(3), false).get(0));
            assertThat(Tensors.floats(network.forward(input(3), false).get(0))).isEqualTo(plain);
            network.training(true);
            float[] one = withSeed(network, 1);
            assertThat(withSeed(network, 1)).isEqualTo(one).isNotEqualTo(plain);
            assertThat(withSeed(network, 2)).isNotEqualTo(one);
        }
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum;
    }

    private static float[] withSeed(Network network, long seed) {
        torch.manual_seed(seed);
        return Tensors.floats(network.forward(input(3), false).get(0));
    }
}
