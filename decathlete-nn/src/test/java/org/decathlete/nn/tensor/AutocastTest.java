package org.decathlete.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Host;
import org.decathlete.nn.net.Hippocampus;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AutocastTest {

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void restoresWhatWasBefore() {
        assertThat(torch.is_autocast_enabled(DeviceType.CPU)).isFalse();
        try (Autocast outer = Autocast.open(Device.CPU, Precision.BF16)) {
            assertThat(torch.is_autocast_enabled(DeviceType.CPU)).isTrue();
            assertThat(productType()).isEqualTo(ScalarType.BFloat16);
            try (Autocast inner = Autocast.open(Device.CPU, Precision.FP32)) {
                assertThat(productType()).isEqualTo(ScalarType.Float);
            }
            assertThat(productType()).isEqualTo(ScalarType.BFloat16);
        }
        assertThat(torch.is_autocast_enabled(DeviceType.CPU)).isFalse();
        assertThat(productType()).isEqualTo(ScalarType.Float);
    }

    @Test
    void changedWeightsAreCastAnew() {
        try (Scope scope = Scope.open()) {
            Tensor weight = Tensors.of(new float[] {1}, 1, 1).set_requires_grad(true);
            Tensor x = Tensors.of(new float[] {3}, 1, 1);
            assertThat(product(x, weight)).isEqualTo(3);
            try (AutoGradMode off = new AutoGradMode(false)) {
                weight.fill_(new org.bytedeco.pytorch.Scalar(2.0));
            }
            assertThat(product(x, weight)).isEqualTo(6);
        }
    }

    @Test
    void aNetworkComputesNearlyTheSameInBf16() {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Network network = Networks.build(Hippocampus.plain(), Device.CPU, 3)) {
            float[] values = new float[16 * 16 * 16];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(0.01 * i * i);
            }
            Tensor input = Tensors.of(values, 1, 1, 16, 16, 16);
            Tensor exact = network.forward(input, false).get(0);
            List<Tensor> heads;
            try (Autocast autocast = Autocast.open(Device.CPU, Precision.BF16)) {
                heads = network.forward(input, false);
            }
            assertThat(Tensors.type(heads.get(0))).isEqualTo(ScalarType.BFloat16);
            double difference =
                    exact.sub(heads.get(0).to(ScalarType.Float)).norm().item_double()
                            / exact.norm().item_double();
            assertThat(difference).isBetween(1e-5, 0.05);
        }
    }

    @Test
    void automaticPrecisionFollowsTheProcessor() {
        boolean capable = Host.current().instructions().stream()
                .anyMatch(name -> name.equals("avx512_bf16") || name.equals("amx_bf16"));
        assertThat(Precision.parse("auto", Device.CPU)).isEqualTo(capable ? Precision.BF16 : Precision.FP32);
        assertThat(Precision.parse("auto", new Device(true, 0))).isEqualTo(Precision.BF16);
        assertThat(Precision.parse("bf16", Device.CPU)).isEqualTo(Precision.BF16);
        assertThatThrownBy(() -> Precision.parse("fp16", Device.CPU)).isInstanceOf(DecathleteException.class);
        assertThatThrownBy(() -> Precision.parse("fp8", Device.CPU)).hasMessageContaining("fp8");
    }

    private static ScalarType productType() {
        try (Scope scope = Scope.open()) {
            Tensor one = Tensors.of(new float[] {1}, 1, 1);
            return Tensors.type(one.mm(one));
        }
    }

    private static double product(Tensor x, Tensor weight) {
        try (Autocast autocast = Autocast.open(Device.CPU, Precision.BF16)) {
            return x.mm(weight).item_double();
        }
    }
}
