package org.decathlete.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LossTest {

    @BeforeAll
    static void load() {
        Native.load();
    }

    /** Values made with nnU-Net: reference/nnunet.md, A.4. */
    @Test
    void referenceValues() {
        try (Scope scope = Scope.open()) {
            float[] values = new float[48];
            short[] labels = new short[16];
            float[] regions = new float[48];
            for (int k = 0; k < 48; k++) {
                values[k] = (float) Math.sin(k);
            }
            for (int k = 0; k < 16; k++) {
                labels[k] = (short) (k % 3);
                int at = k / 8 * 24 + k % 8;
                regions[at] = labels[k] >= 1 ? 1 : 0;
                regions[at + 8] = labels[k] == 2 ? 1 : 0;
                regions[at + 16] = labels[k] == 1 ? 1 : 0;
            }
            Tensor logits = Tensors.of(values, 2, 3, 2, 2, 2);
            Tensor target = Tensors.of(labels, 2, 1, 2, 2, 2);
            assertThat(labels(false, true, logits, target)).isCloseTo(1.2958630 - 0.3218089, within(1e-6));
            assertThat(labels(true, true, logits, target)).isCloseTo(1.2958630 - 0.3278900, within(1e-6));
            assertThat(labels(true, false, logits, target)).isCloseTo(-0.3278900, within(1e-6));
            assertThat((double) Losses.regions(false, false)
                            .value(List.of(logits), Tensors.of(regions, 2, 3, 2, 2, 2))
                            .item_float())
                    .isCloseTo(0.7891790 - 0.4262815, within(1e-6));
        }
    }

    /** A part without weight is left out; with other weights the parts add up. */
    @Test
    void partsOfTheDefaultCanStandAlone() {
        Properties.forAll(5, 3, random -> {
            try (Scope scope = Scope.open()) {
                float[] values = new float[2 * 3 * 8];
                short[] classes = new short[2 * 8];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian();
                }
                for (int i = 0; i < classes.length; i++) {
                    classes[i] = (short) random.nextInt(3);
                }
                Tensor logits = Tensors.of(values, 2, 3, 2, 2, 2);
                Tensor target = Tensors.of(classes, 2, 1, 2, 2, 2);
                double dice = recipe(0, 1, logits, target);
                double entropy = recipe(1, 0, logits, target);
                assertThat(dice).isCloseTo(labels(false, false, logits, target), within(1e-6));
                assertThat(entropy + dice).isCloseTo(labels(false, true, logits, target), within(1e-6));
                assertThat(recipe(0.5, 2, logits, target)).isCloseTo(0.5 * entropy + 2 * dice, within(1e-6));
            }
        });
    }

    private static double recipe(double crossEntropy, double dice, Tensor logits, Tensor target) {
        LossRecipe recipe = new LossRecipe(LossRecipe.DICE_CROSS_ENTROPY, crossEntropy, dice, 1e-5);
        Labels labels = Labels.of("background", "one", "two");
        return Losses.of(recipe, labels, false).value(List.of(logits), target).item_double();
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        Properties.forAll(1, 6, random -> {
            boolean batch = random.nextBoolean();
            OptionalInt ignore = random.nextBoolean() ? OptionalInt.of(3) : OptionalInt.empty();
            HeadLoss labels = new DiceCrossEntropy(new SoftDice(batch, random.nextBoolean(), 1e-5), true, ignore);
            checkGradient(labels, random, 4, 1, ignore.isPresent() ? 4 : 3);
            boolean masked = random.nextBoolean();
            HeadLoss regions = new DiceBinaryCrossEntropy(new SoftDice(batch, true, 1e-5), masked, 1, 1);
            checkGradient(regions, random, 3, masked ? 4 : 3, 2);
        });
    }

    @Test
    void gradientsOfMonaisLossesAreThoseOfFiniteDifferences() {
        Properties.forAll(2, 6, random -> {
            DiceLoss dice = new DiceLoss(
                    random.nextBoolean() ? DiceLoss.Activation.SIGMOID : DiceLoss.Activation.SOFTMAX,
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    1e-5,
                    1e-4,
                    random.nextBoolean(),
                    ClassWeights.EQUAL);
            ClassWeights weights = random.nextBoolean() ? ClassWeights.EQUAL : ClassWeights.of(0.4, 1.5, 2);
            double smoothing = random.nextBoolean() ? 0 : 0.1;
            OptionalDouble alpha = random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(0.3);
            HeadLoss joint = MonaiLosses.diceCrossEntropy(dice, new CrossEntropy(weights, smoothing), 0.7, 1.3);
            checkGradient(joint, random, 3, 1, 3);
            checkGradient(joint, random, 3, 3, 2);
            checkGradient(MonaiLosses.diceFocal(dice, 1.5, alpha, 1, 0.5), random, 3, 3, 2);
            checkGradient(MonaiLosses.diceCrossEntropy(dice, new CrossEntropy(), 1, 1), random, 1, 1, 2);
            checkGradient(new FocalLoss(2, alpha, dice.background(), true, ClassWeights.EQUAL), random, 3, 1, 3);
            checkGradient(new FocalLoss(2, dice.background(), true), random, 3, 1, 3);
        });
    }

    /** With one region, written down by hand: p = 1/2 and 3/4, g = 1 and 0. */
    @Test
    void diceAndFocalByHand() {
        try (Scope scope = Scope.open()) {
            Tensor logits = Tensors.of(new float[] {0, (float) Math.log(3)}, 1, 1, 2);
            Tensor target = Tensors.of(new float[] {1, 0}, 1, 1, 2);
            DiceLoss plain = DiceLoss.of(DiceLoss.Activation.SIGMOID).smoothed(0, 0);
            assertThat(plain.value(logits, target).item_double()).isCloseTo(1 - 2 * 0.5 / (1.25 + 1), within(1e-6));
            assertThat(plain.withSquares().value(logits, target).item_double())
                    .isCloseTo(1 - 2 * 0.5 / (0.25 + 0.5625 + 1), within(1e-6));
            double focal = (0.25 * Math.log(2) + 0.5625 * Math.log(4)) / 2;
            assertThat(new FocalLoss(2, true, false).value(logits, target).item_double())
                    .isCloseTo(focal, within(1e-6));
            assertThat(MonaiLosses.auto3dsegDiceFocal(DiceLoss.Activation.SIGMOID)
                            .value(logits, target)
                            .item_double())
                    .isCloseTo(focal + 1 - (2 * 0.5 + 1e-5) / (0.25 + 0.5625 + 1 + 1e-5), within(1e-6));
        }
    }

    @Test
    void ignoredVoxelsDoNotCount() {
        try (Scope scope = Scope.open()) {
            SplittableRandom random = new SplittableRandom(5);
            Tensor logits = random(random, 1, 3, 2, 2, 4);
            short[] labels = {0, 1, 2, 1, 0, 0, 2, 3, 3, 1, 1, 2, 0, 3, 2, 0};
            Tensor target = Tensors.of(labels, 1, 1, 2, 2, 4);
            Loss loss = Losses.labels(false, OptionalInt.of(3));
            double before = loss.value(List.of(logits), target).item_double();
            for (long at : new long[] {7, 8, 13}) {
                logits.view(-1).select(0, at + 16).fill_(new org.bytedeco.pytorch.Scalar(50.0));
            }
            assertThat(loss.value(List.of(logits), target).item_double()).isCloseTo(before, within(1e-9));
            short[] all = new short[16];
            java.util.Arrays.fill(all, (short) 3);
            assertThat(loss.value(List.of(logits), Tensors.of(all, 1, 1, 2, 2, 4))
                            .item_double())
                    .isFinite();
        }
    }

    @Test
    void deepSupervisionLeavesTheLowestHeadAlone() {
        try (Scope scope = Scope.open()) {
            SplittableRandom random = new SplittableRandom(3);
            Tensor high = random(random, 1, 2, 4, 4, 4);
            Tensor low = random(random, 1, 2, 2, 2, 2);
            high.set_requires_grad(true);
            low.set_requires_grad(true);
            Tensor target = Tensors.of(new short[64], 1, 1, 4, 4, 4);
            Losses.labels(true, OptionalInt.empty())
                    .value(List.of(high, low), target)
                    .backward();
            assertThat(high.grad().defined()).isTrue();
            assertThat(low.grad().defined()).isFalse();
        }
    }

    private static double labels(boolean batch, boolean entropy, Tensor logits, Tensor target) {
        return new DiceCrossEntropy(new SoftDice(batch, false, 1e-5), entropy, OptionalInt.empty())
                .value(logits, target)
                .item_float();
    }

    private static void checkGradient(HeadLoss loss, SplittableRandom random, int channels, int targets, int values) {
        try (Scope scope = Scope.open()) {
            Tensor logits = random(random, 2, channels, 2, 3, 2);
            short[] labels = new short[2 * targets * 12];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (short) random.nextInt(values);
            }
            Tensor target = Tensors.of(labels, 2, targets, 2, 3, 2);
            logits.set_requires_grad(true);
            loss.value(logits, target).backward();
            float[] gradient = Tensors.floats(logits.grad());
            Tensor plain = logits.detach();
            for (int i = 0; i < gradient.length; i += 5) {
                double step = 1e-5;
                double difference =
                        (shifted(loss, plain, target, i, step) - shifted(loss, plain, target, i, -step)) / (2 * step);
                assertThat((double) gradient[i]).isCloseTo(difference, within(1e-7 + 1e-5 * Math.abs(difference)));
            }
        }
    }

    private static double shifted(HeadLoss loss, Tensor logits, Tensor target, int at, double by) {
        Tensor moved = logits.clone();
        moved.view(-1).select(0, at).add_(new org.bytedeco.pytorch.Scalar(by));
        return loss.value(moved, target).item_double();
    }

    private static Tensor random(SplittableRandom random, long... shape) {
        int length = (int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.of(values, shape).to(ScalarType.Double);
    }
}
