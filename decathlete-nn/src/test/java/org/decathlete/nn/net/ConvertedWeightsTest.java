package org.decathlete.nn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConvertedWeightsTest {
    private static final int[] PATCH = {8, 32, 20};

    @ParameterizedTest
    @EnumSource(StageKind.class)
    void passesWithCopiesInAnotherOrderOfAxesGiveTheSameLogitsAndGradients(StageKind stages) {
        try (Scope scope = Scope.open();
                UNet network = network(anisotropic(stages))) {
            Tensor input = input();
            List<float[]> logits = logits(network, input, WorkingWeights.NONE.newGradients());
            Map<String, float[]> gradients = gradients(network);

            List<float[]> converted;
            try (WorkingWeights weights = copies(network);
                    Gradients sums = weights.newGradients()) {
                converted = logits(network, input, sums);
                sums.addToWeights();
            }
            for (int head = 0; head < logits.size(); head++) {
                assertThat(converted.get(head)).containsExactly(logits.get(head), within(2e-4f));
            }
            assertClose(gradients(network), gradients);
        }
    }

    @Test
    void gradientsOfSeveralPassesAddUp() {
        try (Scope scope = Scope.open();
                UNet network = network(anisotropic(StageKind.PLAIN))) {
            Tensor input = input();
            try (WorkingWeights weights = copies(network);
                    Gradients sums = weights.newGradients()) {
                logits(network, input, sums);
                sums.addToWeights();
                Map<String, float[]> doubled = gradientsOf(network);
                doubled.values().forEach(gradient -> {
                    for (int i = 0; i < gradient.length; i++) {
                        gradient[i] *= 2;
                    }
                });
                logits(network, input, sums);
                gradients(network);
                logits(network, input, sums);
                sums.addToWeights();
                assertClose(gradientsOf(network), doubled);
            }
        }
    }

    @Test
    void copiesAreClosedWhereOneCannotBeMade() {
        try (Scope scope = Scope.open();
                Parameters parameters = new Parameters(Device.CPU, 3)) {
            Weight fine = parameters.convolution("fine", 4, 4, 3, 3, 3);
            Weight lost = parameters.convolution("lost", 4, 4, 3, 3, 3);
            lost.learnt().close();
            long before = Scope.liveObjects();
            assertThatThrownBy(() -> new ConvertedWeights(parameters, ScalarType.BFloat16, AxisOrder.plain(3), false))
                    .isInstanceOf(RuntimeException.class);
            assertThat(fine.tensor()).isSameAs(fine.learnt());
            assertThat(fine.tensor().isNull()).isFalse();
            assertThat(Scope.liveObjects()).isEqualTo(before);
        }
    }

    @Test
    void bf16ChoosesTheLongAxisAndFloat32WorksWithTheWeightsThemselves() {
        try (Scope scope = Scope.open();
                UNet network = network(anisotropic(StageKind.PLAIN))) {
            assertThat(network.workingWeights(Precision.FP32, true, PATCH)).isSameAs(WorkingWeights.NONE);
            long before;
            try (WorkingWeights weights = network.workingWeights(Precision.BF16, true, PATCH)) {
                before = Scope.liveObjects();
                assertThat(weights).isNotSameAs(WorkingWeights.NONE);
            }
            assertThat(Scope.liveObjects()).isLessThan(before);
            assertThat(network.parameter("encoder.stages.0.0.convs.0.conv.weight")
                            .shape())
                    .containsExactly(8, 1, 1, 3, 3);
        }
    }

    @Test
    void anOrderIsChangedOnlyWhereTheTilesAreFilledBetter() {
        assertThat(AxisOrder.best(40, 56, 40)).isEqualTo(new AxisOrder(1, 3));
        assertThat(AxisOrder.best(128, 128, 128).isPlain()).isTrue();
        assertThat(AxisOrder.best(20, 320, 256).isPlain()).isTrue();
        assertThat(AxisOrder.best(56, 40)).isEqualTo(new AxisOrder(0, 2));
        assertThat(new AxisOrder(1, 3).of(new long[] {1, 2, 3})).containsExactly(1, 3, 2);
    }

    private static WorkingWeights copies(UNet network) {
        return new ConvertedWeights(network.weights(), ScalarType.Float, new AxisOrder(1, 3), true);
    }

    private static List<float[]> logits(UNet network, Tensor input, Gradients sums) {
        try (Scope scope = Scope.open()) {
            List<Tensor> heads = network.forward(input, true);
            sums.addOf(heads.stream()
                    .map(head -> head.mul(head).sum())
                    .reduce(Tensor::add)
                    .orElseThrow());
            return heads.stream().map(Tensors::floats).toList();
        }
    }

    /** The gradients of the weights, which it forgets. */
    private static Map<String, float[]> gradients(UNet network) {
        Map<String, float[]> all = gradientsOf(network);
        network.parameters()
                .values()
                .forEach(parameter -> parameter.mutable_grad().reset());
        return all;
    }

    private static Map<String, float[]> gradientsOf(UNet network) {
        Map<String, float[]> all = new HashMap<>();
        network.parameters().forEach((name, parameter) -> {
            if (parameter.dim() > 1) {
                all.put(name, Tensors.floats(parameter.grad()));
            }
        });
        return all;
    }

    private static void assertClose(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual).containsOnlyKeys(expected.keySet());
        expected.forEach((name, gradient) -> {
            float largest = 0;
            for (float value : gradient) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).as(name).isPositive();
            assertThat(actual.getOrDefault(name, new float[0]))
                    .as(name)
                    .containsExactly(gradient, within(2e-3f * largest));
        });
    }

    private static Tensor input() {
        float[] values = new float[2 * PATCH[0] * PATCH[1] * PATCH[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(0.7 * i * i);
        }
        return Tensors.of(values, 2, 1, PATCH[0], PATCH[1], PATCH[2]);
    }

    private static UNet network(UNetSpec spec) {
        UNet network = (UNet) Networks.build(spec, Device.CPU, 3);
        // Residual blocks begin as their skip, and no gradient would reach what stands before it.
        try (AutoGradMode off = new AutoGradMode(false)) {
            network.parameters().forEach((name, parameter) -> {
                if (name.endsWith(".norm.weight")) {
                    parameter.fill_(new Scalar(0.5));
                }
            });
        }
        return network;
    }

    /** Kernels and strides that differ between the axes, so that a mistaken axis shows. */
    private static UNetSpec anisotropic(StageKind stages) {
        UnitSpec unit = Hippocampus.plain().encoderUnit();
        return new UNetSpec(
                stages,
                3,
                1,
                2,
                List.of(8, 12, 16),
                List.of(List.of(1, 3, 3), List.of(3, 3, 1), List.of(3, 3, 3)),
                List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 1)),
                List.of(1, 2, 2),
                List.of(1, 1),
                true,
                unit,
                unit,
                true);
    }
}
