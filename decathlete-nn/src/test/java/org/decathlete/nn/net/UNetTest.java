package org.decathlete.nn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.Test;

class UNetTest {

    @Test
    void theHippocampusNetworkHasNnUNetsNumberOfParameters() {
        assertThat(count(Hippocampus.plain())).isEqualTo(5_603_177);
        assertThat(count(Hippocampus.plain().withChannels(1, 2))).isEqualTo(5_602_950);
        assertThat(count(Hippocampus.plain().withChannels(3, 3))).isEqualTo(5_604_905);
        assertThat(count(Hippocampus.residual())).isEqualTo(25_895_593);
    }

    /** Values made with the original network: reference/nnunet.md, A.5. */
    @Test
    void forwardGivesTheReferenceValuesForWeightsOfAFormula() {
        checkForward(
                Hippocampus.plain(), new double[] {-3775.42, -29.71, 24.06}, new double[] {-.14393, -.09339, -.06593});
        checkForward(
                Hippocampus.residual(), new double[] {-3462.09, 523.98, -43.19}, new double[] {-.1385, -.20529, -.19968
                });
    }

    @Test
    void equalSeedsGiveEqualWeightsOfHesDeviation() {
        try (Network one = Networks.build(Hippocampus.plain(), Device.CPU, 7);
                Network same = Networks.build(Hippocampus.plain(), Device.CPU, 7);
                Network other = Networks.build(Hippocampus.plain(), Device.CPU, 8)) {
            String up = "decoder.transpconvs.0.weight";
            float[] weights = Tensors.floats(one.parameter(up));
            assertThat(weights).isEqualTo(Tensors.floats(same.parameter(up)));
            assertThat(weights).isNotEqualTo(Tensors.floats(other.parameter(up)));
            double squares = 0;
            for (float weight : weights) {
                squares += weight * (double) weight;
            }
            assertThat(Math.sqrt(squares / weights.length)).isCloseTo(0.04419, within(0.0005));
            assertThat(Tensors.floats(one.parameter("encoder.stages.2.0.convs.1.norm.weight")))
                    .containsOnly(1);
            assertThat(Tensors.floats(one.parameter("encoder.stages.2.0.convs.1.conv.bias")))
                    .containsOnly(0);
        }
    }

    @Test
    void aBatchGivesWhatItsSamplesGiveAlone() {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Network network = Networks.build(Hippocampus.plain(), Device.CPU, 1)) {
            // Large enough for the deepest normalisation: over a few voxels it would blow up the rounding of other
            // kernels.
            float[] values = new float[3 * 16 * 32 * 16];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(0.7 * i * i);
            }
            Tensor batch = Tensors.of(values, 3, 1, 16, 32, 16);
            List<Tensor> together = network.forward(batch, true);
            assertThat(together).hasSize(3);
            assertThat(together.get(2).shape()).containsExactly(3, 3, 4, 8, 4);
            float[] last = Tensors.floats(together.get(0).narrow(0, 2, 1));
            float[] alone =
                    Tensors.floats(network.forward(batch.narrow(0, 2, 1), false).get(0));
            assertThat(alone).containsExactly(last, within(1e-4f));
        }
    }

    private static long count(UNetSpec spec) {
        try (Scope scope = Scope.open();
                Network network = Networks.build(spec, Device.CPU, 1)) {
            return network.parameters().values().stream()
                    .mapToLong(Tensor::numel)
                    .sum();
        }
    }

    private static void checkForward(UNetSpec spec, double[] sums, double[] first) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Network network = Networks.build(spec, Device.CPU, 1)) {
            FormulaWeights.fill(network);
            float[] input = new float[16 * 16 * 16];
            for (int i = 0; i < input.length; i++) {
                input[i] = (float) Math.cos(0.01 * i);
            }
            List<Tensor> heads = network.forward(Tensors.of(input, 1, 1, 16, 16, 16), true);
            for (int head = 0; head < sums.length; head++) {
                double sum = 0;
                for (float value : Tensors.floats(heads.get(head))) {
                    sum += value;
                }
                assertThat(sum).isCloseTo(sums[head], within(1e-3 * Math.max(10, Math.abs(sums[head]))));
            }
            float[] full = Tensors.floats(heads.get(0));
            for (int i = 0; i < first.length; i++) {
                assertThat((double) full[i]).isCloseTo(first[i], within(1e-3));
            }
        }
    }
}
