package org.decathlete.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@link DiceCrossEntropy} is the oracle. */
class BlockwiseDiceCrossEntropyTest {

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void valueAndGradientAreThoseOfTheWhole() {
        Properties.forAll(1, 20, random -> {
            try (Scope scope = Scope.open()) {
                long[] shape = {
                    random.nextInt(1, 3), random.nextInt(2, 7), random.nextInt(1, 8), 5, random.nextInt(1, 6)
                };
                OptionalInt ignore = random.nextBoolean() ? OptionalInt.of((int) shape[1]) : OptionalInt.empty();
                SoftDice dice = new SoftDice(random.nextBoolean(), random.nextBoolean(), 1e-5);
                Tensor logits = logits(random, shape);
                Tensor target = target(random, shape, ignore.isPresent());
                if (random.nextBoolean()) {
                    logits = logits.contiguous(MemoryFormat.ChannelsLast3d);
                }
                Tensor whole = logits.detach().clone();
                whole.set_requires_grad(true);
                Tensor expected = new DiceCrossEntropy(dice, true, ignore).value(whole, target);
                expected.mul(new Scalar(0.3)).backward();

                Tensor parts = logits.detach().clone();
                parts.set_requires_grad(true);
                Tensor found = new BlockwiseDiceCrossEntropy(dice, ignore, random.nextInt(1, 200)).value(parts, target);
                found.mul(new Scalar(0.3)).backward();

                assertThat(found.item_double()).isCloseTo(expected.item_double(), within(1e-5));
                float[] gradient = Tensors.floats(parts.grad());
                assertThat(gradient).usingComparatorWithPrecision(1e-6f).containsExactly(Tensors.floats(whole.grad()));
            }
        });
    }

    @Test
    void bf16LogitsGetTheGradientThatFloat32LogitsGet() {
        try (Scope scope = Scope.open()) {
            SplittableRandom random = new SplittableRandom(4);
            long[] shape = {1, 5, 6, 4, 4};
            Tensor target = target(random, shape, false);
            Tensor half = logits(random, shape)
                    .to(ScalarType.BFloat16)
                    .contiguous(MemoryFormat.ChannelsLast3d)
                    .detach();
            half.set_requires_grad(true);
            Tensor full = half.detach().to(ScalarType.Float);
            full.set_requires_grad(true);
            DiceCrossEntropy loss = new DiceCrossEntropy(SoftDice.nnUNet(false), true, OptionalInt.empty());
            Tensor expected = loss.value(full, target);
            expected.backward();
            Tensor found = loss.valueOfMany(half, target);
            found.backward();

            assertThat(found.item_double()).isCloseTo(expected.item_double(), within(1e-5));
            assertThat(Tensors.type(half.grad())).isEqualTo(ScalarType.BFloat16);
            float[] exact = Tensors.floats(full.grad());
            float[] rounded = Tensors.floats(half.grad());
            for (int i = 0; i < exact.length; i++) {
                assertThat(rounded[i]).isCloseTo(exact[i], within(Math.abs(exact[i]) / 200 + 1e-9f));
            }
        }
    }

    @Test
    void withoutGradientsThereIsTheValueAlone() {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            SplittableRandom random = new SplittableRandom(6);
            long[] shape = {2, 4, 3, 4, 5};
            Tensor logits = logits(random, shape);
            Tensor target = target(random, shape, false);
            DiceCrossEntropy loss = new DiceCrossEntropy(SoftDice.nnUNet(true), true, OptionalInt.empty());
            Tensor found = loss.valueOfMany(logits, target);
            assertThat(found.requires_grad()).isFalse();
            assertThat(found.item_double()).isCloseTo(loss.value(logits, target).item_double(), within(1e-5));
        }
    }

    private static Tensor logits(SplittableRandom random, long... shape) {
        long count = 1;
        for (long extent : shape) {
            count *= extent;
        }
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextGaussian());
        }
        return Tensors.of(values, shape);
    }

    private static Tensor target(SplittableRandom random, long[] shape, boolean ignored) {
        short[] labels = new short[(int) (shape[0] * shape[2] * shape[3] * shape[4])];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) random.nextInt((int) shape[1] + (ignored ? 1 : 0));
        }
        return Tensors.of(labels, shape[0], 1, shape[2], shape[3], shape[4]);
    }
}
