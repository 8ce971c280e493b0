package org.decathlete.nn.infer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.net.Gradients;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TilePassTest {
    private final AtomicInteger open = new AtomicInteger();

    @Test
    void aShortageWhileWeightsAreConvertedIsToldAsOneAndLeavesNoCopies() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, new int[0]);
        List<Network> folds = List.of(
                network(null),
                network(new IllegalStateException("DefaultCPUAllocator: can't allocate memory: 9 bytes")));
        TilePass pass = new TilePass(folds, new Mirroring(new int[0]), settings, 1);
        assertThatThrownBy(() -> pass.converted(new int[] {8, 8, 8}, () -> {
                    throw new AssertionError("work began");
                }))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                .hasMessageContaining("converted weights");
        assertThat(open).hasValue(0);
    }

    @Test
    void otherFailuresWhileWeightsAreConvertedStayWhatTheyAre() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, new int[0]);
        TilePass pass = new TilePass(
                List.of(network(new IllegalStateException("broken"))), new Mirroring(new int[0]), settings, 1);
        assertThatThrownBy(() -> pass.converted(new int[] {8, 8, 8}, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    /** @param failure of its conversion, or null for none */
    private Network network(@Nullable RuntimeException failure) {
        return new Network() {
            @Override
            public NetworkSpec spec() {
                return SmallNetworks.spec(3, 1, 3);
            }

            @Override
            public Map<String, Tensor> parameters() {
                return Map.of();
            }

            @Override
            public WorkingWeights workingWeights(Precision precision, boolean learning, int... extents) {
                if (failure != null) {
                    throw failure;
                }
                open.incrementAndGet();
                return new WorkingWeights() {
                    @Override
                    public Gradients newGradients() {
                        throw new UnsupportedOperationException("nothing is learnt");
                    }

                    @Override
                    public void close() {
                        open.decrementAndGet();
                    }
                };
            }

            @Override
            public List<Tensor> forward(Tensor input, boolean allHeads) {
                throw new UnsupportedOperationException("nothing is computed");
            }

            @Override
            public void close() {}
        };
    }
}
