package org.decathlete.core.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Test;

/** Against numbers that nnU-Net's own code printed. */
class TrainingRecipeTest {
    private static final TrainingRecipe RECIPE = TrainingRecipe.nnUNet();

    @Test
    void learningRateFallsAsNnunets() {
        assertThat(rate(0)).isEqualTo(0.01);
        assertThat(rate(1)).isCloseTo(0.0099910, within(5e-8));
        assertThat(rate(100)).isCloseTo(0.0090953, within(5e-8));
        assertThat(rate(500)).isCloseTo(0.0053589, within(5e-8));
        assertThat(rate(999)).isCloseTo(1.9953e-5, within(5e-10));
    }

    @Test
    void rotatesByThePatchsShape() {
        SpatialChange spatial = RECIPE.augmentation().spatial();
        assertThat(spatial.rotationDegrees(new int[] {40, 56, 40})).isEqualTo(30);
        assertThat(spatial.rotationDegrees(new int[] {20, 320, 256})).isEqualTo(180);
        assertThat(spatial.inPlaneOnly(new int[] {20, 320, 256})).isTrue();
        assertThat(spatial.inPlaneOnly(new int[] {64, 192, 192})).isFalse();
        assertThat(spatial.rotationDegrees(new int[] {56, 40})).isEqualTo(180);
        assertThat(spatial.rotationDegrees(new int[] {320, 200})).isEqualTo(15);
    }

    @Test
    void mirrorsEveryAxisThatThereIs() {
        assertThat(RECIPE.augmentation().mirrorAxes(3)).containsExactly(0, 1, 2);
        assertThat(RECIPE.augmentation().mirrorAxes(2)).containsExactly(0, 1);
    }

    @Test
    void namesTheFieldThatIsOutOfRange() {
        assertThatThrownBy(() -> new OptimizerSpec.Sgd(-1, 0.9, true, 0))
                .hasMessageContaining("learningRate")
                .hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new RandomChange(1.2, 1, 0, 1)).hasMessageContaining("probability");
        assertThatThrownBy(() -> new RandomChange(0.2, 1, 2, 1)).hasMessageContaining("high");
    }

    @Test
    void argumentsOfALossAreWrittenInOneWayAndNotWhereThereAreNone() {
        String plain = Json.canonical(RECIPE.loss());
        assertThat(plain).doesNotContain("arguments");
        assertThat(new LossRecipe("dice_ce", 1, 1, 1e-5, Map.of())).isEqualTo(RECIPE.loss());
        LossRecipe whole =
                new LossRecipe("other", 1, 1, 0, Map.of("gamma", 2, "weight", List.of(1, 2.5), "jaccard", true));
        String text = Json.canonical(whole);
        assertThat(text).contains("\"arguments\":{\"gamma\":2.0,\"jaccard\":true,\"weight\":[1.0,2.5]}");
        assertThat(Json.mapper().readValue(text, LossRecipe.class)).isEqualTo(whole);
    }

    @Test
    void warmsUpInAStraightLineAndFallsAlongACosine() {
        Schedule schedule = Schedule.cosine(0.1, 0.25);
        assertThat(schedule.factor(0, 200)).isEqualTo(0.25);
        assertThat(schedule.factor(10, 200)).isEqualTo(0.625);
        assertThat(schedule.factor(20, 200)).isEqualTo(1);
        assertThat(schedule.factor(110, 200)).isCloseTo(0.5, within(1e-12));
        assertThat(schedule.factor(200, 200)).isCloseTo(0, within(1e-12));
        assertThat(schedule.factor(210, 200)).isCloseTo(0, within(1e-12));
    }

    @Test
    void staysAsItIsAfterTheWarmUpWhereItIsConstant() {
        Schedule schedule = Schedule.cosine(0.1, 0.25).withShape(Schedule.Shape.CONSTANT, 1);
        assertThat(schedule.factor(10, 200)).isEqualTo(0.625);
        assertThat(schedule.factor(20, 200)).isEqualTo(1);
        assertThat(schedule.factor(200, 200)).isEqualTo(1);
    }

    @Test
    void augmentsMoreOftenByAFactor() {
        Augmentation base = RECIPE.augmentation();
        assertThat(base.timesProbability(1)).isEqualTo(base);
        Augmentation thrice = base.timesProbability(3);
        assertThat(new double[] {
                    thrice.spatial().scalingProbability(),
                    thrice.spatial().rotationProbability(),
                    thrice.gaussianNoise().probability(),
                    thrice.gaussianBlur().probability(),
                    thrice.brightness().probability(),
                    thrice.contrast().probability(),
                    thrice.lowResolution().probability(),
                    thrice.invertedGamma().probability(),
                    thrice.gamma().probability()
                })
                .containsExactly(new double[] {.6, .6, .3, .6, .45, .45, .75, .3, .9}, within(1e-12));
        assertThat(thrice.mirrorProbability()).isEqualTo(0.5);
        assertThat(base.timesProbability(9).gamma().probability()).isEqualTo(1);
        assertThat(base.timesProbability(0).spatial().rotationProbability()).isZero();
        assertThatThrownBy(() -> base.timesProbability(-1)).hasMessageContaining("augmentation factor");
    }

    @Test
    void isFoundByItsNameWhateverTheCase() {
        assertThat(RecipeName.parse("nnUNet").recipe()).isEqualTo(RECIPE);
        assertThat(RecipeName.parse("accelerated").recipe()).isEqualTo(TrainingRecipe.accelerated());
        assertThatThrownBy(() -> RecipeName.parse("faster"))
                .hasMessageContaining("faster")
                .hasMessageContaining("nnunet, accelerated");
    }

    @Test
    void theAcceleratedRecipeMirrorsNeitherInTrainingNorInPrediction() {
        assertThat(TrainingRecipe.accelerated().augmentation().mirrorAxes(3)).isEmpty();
    }

    private static double rate(int epoch) {
        return RECIPE.optimizer().learningRate() * RECIPE.schedule().factor(epoch, RECIPE.epochs());
    }
}
