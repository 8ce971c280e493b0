package org.decathlete.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.loss.Loss;
import org.decathlete.nn.loss.Losses;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.optim.Optimizer;
import org.decathlete.nn.optim.Optimizers;
import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void trainingLeavesNoNativeObjectBehind() {
        Native.load();
        try (Network network = Networks.build(small(), Device.CPU, 1);
                Optimizer optimizer = Optimizers.build(TrainingRecipe.nnUNet().optimizer(), network.parameters())) {
            Loss loss = Losses.labels(true, OptionalInt.of(2));
            step(network, optimizer, loss);
            long before = LiveObjects.settled();
            for (int i = 0; i < 30; i++) {
                step(network, optimizer, loss);
            }
            assertThat(Scope.liveObjects()).isEqualTo(before);
        }
    }

    @Test
    void keptObjectsOutliveTheScope() {
        Native.load();
        long before = LiveObjects.settled();
        Tensor kept;
        Tensor lost;
        try (Scope scope = Scope.open()) {
            kept = Scope.keep(Tensors.of(new float[] {7}, 1));
            lost = Tensors.of(new float[] {8}, 1);
        }
        assertThat(lost.isNull()).isTrue();
        assertThat(kept.item_float()).isEqualTo(7);
        kept.close();
        assertThat(Scope.liveObjects()).isEqualTo(before);
    }

    private static void step(Network network, Optimizer optimizer, Loss loss) {
        try (Scope scope = Scope.open()) {
            List<Tensor> heads;
            try (Autocast autocast = Autocast.open(Device.CPU, Precision.BF16)) {
                heads = network.forward(Tensors.of(new float[2 * 512], 2, 1, 8, 8, 8), true);
            }
            loss.value(heads, Tensors.of(new short[2 * 512], 2, 1, 8, 8, 8)).backward();
            optimizer.clipAndStep(0.01, 12);
        }
        optimizer.clearGradients();
    }

    private static UNetSpec small() {
        List<Integer> ones = List.of(1, 1, 1);
        List<Integer> threes = List.of(3, 3, 3);
        return new UNetSpec(
                StageKind.RESIDUAL,
                3,
                1,
                2,
                List.of(4, 8),
                List.of(threes, threes),
                List.of(ones, List.of(2, 2, 2)),
                List.of(1, 1),
                List.of(1),
                true,
                1e-5,
                0.01,
                true);
    }
}
