package org.decathlete.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Balance, weights and smoothing of MONAI's losses, worked out by hand from their definitions (monai/losses, 1.4 and 1.5). */
class MonaiArgumentsTest {
    private static final double THIRD = Math.log(1.0 / 3);
    private static final double TWO_THIRDS = Math.log(2.0 / 3);
    private static final double SIXTH = Math.log(1.0 / 6);

    @BeforeAll
    static void load() {
        Native.load();
    }

    /** One region; p = 1/2 inside and 3/4 outside, γ = 2, α = 0.25. */
    @Test
    void balanceOfABinaryFocalLoss() {
        try (Scope scope = Scope.open()) {
            Tensor logits = Tensors.of(new float[] {0, (float) Math.log(3)}, 1, 1, 2);
            Tensor target = Tensors.of(new float[] {1, 0}, 1, 1, 2);
            double expected = (0.25 * 0.25 * Math.log(2) + 0.75 * 0.5625 * Math.log(4)) / 2;
            FocalLoss loss = new FocalLoss(2, OptionalDouble.of(0.25), true, false, ClassWeights.EQUAL);
            assertThat(loss.value(logits, target).item_double()).isCloseTo(expected, within(1e-6));
            assertThat(MonaiLosses.diceFocal(
                                    DiceLoss.of(DiceLoss.Activation.SIGMOID).smoothed(0, 0),
                                    2,
                                    OptionalDouble.of(0.25),
                                    0,
                                    2)
                            .value(logits, target)
                            .item_double())
                    .isCloseTo(2 * expected, within(1e-6));
        }
    }

    /** Classes with p = 1/3 and 2/3 everywhere; a voxel of each class; γ = 1, α = 0.25. */
    @Test
    void balanceOfASoftmaxFocalLoss() {
        try (Scope scope = Scope.open()) {
            Tensor logits = Tensors.of(new float[] {0, 0, (float) Math.log(2), (float) Math.log(2)}, 1, 2, 2);
            Tensor target = Tensors.of(new float[] {0, 1}, 1, 1, 2);
            double background = -2.0 / 3 * THIRD;
            double foreground = -1.0 / 3 * TWO_THIRDS;
            FocalLoss balanced = new FocalLoss(1, OptionalDouble.of(0.25), true, true, ClassWeights.EQUAL);
            assertThat(balanced.value(logits, target).item_double())
                    .isCloseTo((0.75 * background + 0.25 * foreground) / 4, within(1e-6));
            FocalLoss weighted = new FocalLoss(1, OptionalDouble.empty(), true, true, ClassWeights.of(3, 5));
            assertThat(weighted.value(logits, target).item_double())
                    .isCloseTo((3 * background + 5 * foreground) / 4, within(1e-6));
        }
    }

    /** Without the background MONAI drops α of a softmax. */
    @Test
    void withoutBackgroundThereIsNoBalanceOfASoftmax() {
        try (Scope scope = Scope.open()) {
            Tensor logits = Tensors.of(new float[] {1, 0, 0, 2, 3, 1}, 1, 3, 2);
            Tensor target = Tensors.of(new float[] {2, 1}, 1, 1, 2);
            FocalLoss plain = new FocalLoss(2, false, true);
            FocalLoss balanced = new FocalLoss(2, OptionalDouble.of(0.25), false, true, ClassWeights.EQUAL);
            assertThat(balanced.value(logits, target).item_double())
                    .isEqualTo(plain.value(logits, target).item_double());
        }
    }

    /** Classes with p = 1/6, 1/6, 2/3 everywhere; voxels of class 0 and 2; weights 1, 2, 3; a tenth of each label spread. */
    @Test
    void weightsAndSmoothingOfACrossEntropy() {
        try (Scope scope = Scope.open()) {
            float four = (float) Math.log(4);
            Tensor logits = Tensors.of(new float[] {0, 0, 0, 0, four, four}, 1, 3, 2);
            Tensor target = Tensors.of(new float[] {0, 2}, 1, 1, 2);
            ClassWeights weights = ClassWeights.of(1, 2, 3);
            double sharp = -(SIXTH + 3 * TWO_THIRDS);
            double spread = -2 * (SIXTH + 2 * SIXTH + 3 * TWO_THIRDS);
            assertThat(new CrossEntropy(weights, 0).value(logits, target).item_double())
                    .isCloseTo(sharp / 4, within(1e-6));
            assertThat(new CrossEntropy(weights, 0.1).value(logits, target).item_double())
                    .isCloseTo((0.9 * sharp + 0.1 / 3 * spread) / 4, within(1e-6));
            Tensor masks = Tensors.of(new float[] {1, 0, 0, 0, 0, 1}, 1, 3, 2);
            assertThat(new CrossEntropy(weights, 0).value(logits, masks).item_double())
                    .isCloseTo(sharp / 2, within(1e-6));
        }
    }

    /** One output, p = 1/2: a voxel inside counts three times, one outside once. */
    @Test
    void weightOfABinaryCrossEntropyIsThatOfVoxelsInside() {
        try (Scope scope = Scope.open()) {
            Tensor logits = Tensors.of(new float[] {0, 0}, 1, 1, 2);
            Tensor target = Tensors.of(new float[] {1, 0}, 1, 1, 2);
            assertThat(new CrossEntropy(ClassWeights.of(3), 0)
                            .value(logits, target)
                            .item_double())
                    .isCloseTo((3 + 1) * Math.log(2) / 2, within(1e-6));
        }
    }

    /** Coefficients 1/2 and 2/3 of two regions, weights 1 and 3: the mean is over regions, not over weights. */
    @Test
    void weightsOfADice() {
        try (Scope scope = Scope.open()) {
            Tensor probabilities = Tensors.of(new float[] {0.5f, 0.5f, 1, 1}, 1, 2, 2);
            Tensor target = Tensors.of(new float[] {1, 0, 1, 0}, 1, 2, 2);
            DiceLoss dice = DiceLoss.of(DiceLoss.Activation.NONE).smoothed(0, 0).weighted(ClassWeights.of(1, 3));
            assertThat(dice.value(probabilities, target).item_double())
                    .isCloseTo((0.5 + 3 * (1 - 2.0 / 3)) / 2, within(1e-6));
        }
    }

    /** Two voxels with p = 1/3 of the right class and one that is ignored: two thirds of three voxels are those two. */
    @Test
    void ignoredVoxelsAreAmongTheBest() {
        try (Scope scope = Scope.open()) {
            float two = (float) Math.log(2);
            Tensor logits = Tensors.of(new float[] {0, two, 9, two, 0, 0}, 1, 2, 3);
            Tensor target = Tensors.of(new float[] {0, 1, 2}, 1, 1, 3);
            assertThat(new TopKCrossEntropy(67, OptionalInt.of(2))
                            .value(logits, target)
                            .item_double())
                    .isCloseTo(-THIRD, within(1e-6));
        }
    }

    @Test
    void valuesThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new FocalLoss(2, OptionalDouble.of(1.5), true, false, ClassWeights.EQUAL))
                .hasMessageContaining("alpha 1.5");
        assertThatThrownBy(() -> ClassWeights.of(1, -1)).hasMessageContaining("at least 0");
        try (Scope scope = Scope.open()) {
            Tensor logits = Tensors.of(new float[6], 1, 3, 2);
            Tensor target = Tensors.of(new float[2], 1, 1, 2);
            assertThatThrownBy(() -> new CrossEntropy(ClassWeights.of(1, 2), 0).value(logits, target))
                    .hasMessageContaining("expected 3");
        }
    }
}
