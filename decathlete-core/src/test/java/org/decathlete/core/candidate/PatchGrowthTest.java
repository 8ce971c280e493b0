package org.decathlete.core.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.decathlete.core.candidate.PatchGrowth.Stage;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Test;

class PatchGrowthTest {
    private static final PatchGrowth GROWTH = new PatchGrowth(List.of(new Stage(0.25, 0.5), new Stage(0.75, 0.8)));

    @Test
    void edgesAreTheNearestMultiplesUntilTheLastStageHasEnded() {
        int[] planned = {40, 56, 40};
        int[] multiples = {8, 8, 4};
        assertThat(GROWTH.patch(0, planned, multiples)).containsExactly(24, 32, 20);
        assertThat(GROWTH.patch(0.2499, planned, multiples)).containsExactly(24, 32, 20);
        assertThat(GROWTH.patch(0.25, planned, multiples)).containsExactly(32, 48, 32);
        assertThat(GROWTH.patch(0.75, planned, multiples)).containsExactly(40, 56, 40);
        assertThat(GROWTH.patch(1, planned, multiples)).containsExactly(40, 56, 40);
        assertThat(planned).containsExactly(40, 56, 40);
    }

    @Test
    void edgesAreTwoMultiplesAtLeastAndNeverLargerThanPlanned() {
        PatchGrowth little = new PatchGrowth(List.of(new Stage(0.5, 0.1)));
        assertThat(little.patch(0, new int[] {20, 320}, new int[] {4, 64})).containsExactly(8, 128);
        // A plan edited by hand may hold edges that are no multiples.
        assertThat(little.patch(0, new int[] {3, 9}, new int[] {4, 4})).containsExactly(3, 8);
    }

    @Test
    void namesTheStageThatMakesNoSense() {
        assertThatThrownBy(() -> new Stage(1, 0.5)).hasMessageContaining("until 1.0");
        assertThatThrownBy(() -> new Stage(0.5, 1)).hasMessageContaining("scale 1.0");
        assertThatThrownBy(() -> new Stage(0, 0.5)).hasMessageContaining("until");
        assertThatThrownBy(() -> new Stage(0.5, 0)).hasMessageContaining("scale");
        assertThatThrownBy(() -> new PatchGrowth(List.of(new Stage(0.5, 0.5), new Stage(0.5, 0.8))))
                .hasMessageContaining("in order");
        assertThatThrownBy(() -> new PatchGrowth(List.of())).hasMessageContaining("leave patchGrowth out");
    }

    @Test
    void recipesWithoutItAreWrittenAsTheyAlwaysWere() {
        assertThat(Json.canonical(TrainingRecipe.nnUNet())).doesNotContain("patchGrowth");
        TrainingRecipe grown = TrainingRecipe.nnUNet().withPatchGrowth(GROWTH);
        String text = Json.canonical(grown);
        assertThat(text).contains("\"patchGrowth\":{\"stages\":[{\"scale\":0.5,\"until\":0.25},");
        assertThat(Json.mapper().readValue(text, TrainingRecipe.class)).isEqualTo(grown);
        assertThat(grown.withLearningRate(0.1).withSparseOversampling(true).patchGrowth())
                .isEqualTo(GROWTH);
        assertThat(grown.withPatchGrowth(null)).isEqualTo(TrainingRecipe.nnUNet());
    }
}
