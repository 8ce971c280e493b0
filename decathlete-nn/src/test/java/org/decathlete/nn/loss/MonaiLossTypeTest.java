package org.decathlete.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MONAI's losses as a candidate asks for them. */
class MonaiLossTypeTest {
    private static final Labels LABELS = Labels.of("background", "one", "two");

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void argumentsOfTheCandidateReachTheFocalLoss() {
        LossRecipe recipe = read("""
                {"name": "monai_dice_focal", "crossEntropyWeight": 2, "diceWeight": 0.7, "diceSmooth": 1e-4,
                 "arguments": {"gamma": 1.5, "alpha": 0.25, "squared_pred": true, "jaccard": true,
                               "include_background": false, "smooth_nr": 0, "weight": [1, 3]}}
                """);
        DiceLoss dice =
                new DiceLoss(DiceLoss.Activation.SOFTMAX, false, true, true, 0, 1e-4, true, ClassWeights.of(1, 3));
        assertSame(recipe, true, MonaiLosses.diceFocal(dice, 1.5, OptionalDouble.of(0.25), 0.7, 2));
    }

    @Test
    void argumentsOfTheCandidateReachTheCrossEntropy() {
        LossRecipe recipe = read("""
                {"name": "monai_dice_ce", "crossEntropyWeight": 0.3, "diceWeight": 0.7, "diceSmooth": 1e-5,
                 "arguments": {"label_smoothing": 0.1, "weight": [1, 2, 3]}}
                """);
        DiceLoss dice = DiceLoss.of(DiceLoss.Activation.SOFTMAX);
        assertSame(
                recipe,
                false,
                MonaiLosses.diceCrossEntropy(dice, new CrossEntropy(ClassWeights.of(1, 2, 3), 0.1), 0.7, 0.3));
    }

    @Test
    void withoutArgumentsTheyAreMonaisDefaults() {
        LossRecipe recipe = new LossRecipe(LossRecipe.MONAI_DICE_FOCAL, 1, 1, 1e-5);
        assertSame(
                recipe,
                false,
                MonaiLosses.diceFocal(DiceLoss.of(DiceLoss.Activation.SOFTMAX), 2, OptionalDouble.empty(), 1, 1));
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertRefused(Map.of("gama", 2), "gama", "gamma, include_background");
        assertRefused(Map.of("gamma", "two"), "two", "gamma", "a number");
        assertRefused(Map.of("jaccard", 1), "jaccard", "true or false");
        assertRefused(Map.of("gamma", -1), "gamma -1.0");
        LossRecipe recipe = new LossRecipe(LossRecipe.MONAI_DICE_FOCAL, 1, 1, 1e-5);
        Labels ignoring = new Labels(LABELS.entries(), List.of(), 3);
        assertThatThrownBy(() -> Losses.of(recipe, ignoring, false))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("ignore");
    }

    private static void assertRefused(Map<String, Object> arguments, String... mentioned) {
        LossRecipe recipe = new LossRecipe(LossRecipe.MONAI_DICE_FOCAL, 1, 1, 1e-5, arguments);
        assertThatThrownBy(() -> Losses.of(recipe, LABELS, false))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
                .hasMessageContainingAll(mentioned);
    }

    private static LossRecipe read(String json) {
        return Json.mapper().readValue(json, LossRecipe.class);
    }

    private static void assertSame(LossRecipe recipe, boolean batchDice, HeadLoss expected) {
        float[] values = new float[2 * 3 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(1.3 * i);
        }
        float[] labels = new float[2 * 8];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i * i % 3;
        }
        try (Scope scope = Scope.open()) {
            Tensor logits = Tensors.of(values, 2, 3, 2, 2, 2);
            Tensor target = Tensors.of(labels, 2, 1, 2, 2, 2);
            assertThat(Objects.requireNonNull(Losses.types().get(recipe.name()))
                            .build(recipe, LABELS, batchDice)
                            .value(logits, target)
                            .item_double())
                    .isCloseTo(expected.value(logits, target).item_double(), within(1e-7));
        }
    }
}
