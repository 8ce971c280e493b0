package org.decathlete.app.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.app.report.html.Fact;
import org.decathlete.app.tune.Planned;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.junit.jupiter.api.Test;

class RecipeTextTest {
    private static final Candidate GROWING = Planned.HIPPOCAMPUS.candidate(TrainingRecipe.accelerated());

    @Test
    void namesThePatchesThatAreReallyLearntFrom() {
        assertThat(fact(GROWING, "Patches"))
                .isEqualTo("[24, 32, 24] until 30 % of the training, [32, 48, 32] until 60 % of the training, "
                        + "then as planned");
        assertThat(fact(Planned.HIPPOCAMPUS.candidate(), "Patches")).isEqualTo("as planned");
    }

    /** Twice what the network halves it to is the least. */
    @Test
    void aPatchThatHasNothingToGrowFromIsAsPlanned() {
        Candidate small =
                GROWING.with(new int[] {16, 16, 16}, GROWING.batchSize(), GROWING.network(), GROWING.recipe());
        assertThat(fact(small, "Patches")).isEqualTo("as planned");
    }

    @Test
    void namesBothOptimisersOfMuon() {
        assertThat(fact(GROWING, "Optimiser"))
                .isEqualTo("Muon with momentum 0.95 for weights of convolutions between many channels, for the others "
                        + "AdamW, averages 0.9 and 0.999, weight decay 0.01");
        assertThat(fact(GROWING, "Learning rate"))
                .isEqualTo("0.002, falling to 0 along a cosine after a warm-up over 5 % of the training");
    }

    private static String fact(Candidate candidate, String name) {
        return RecipeText.facts(candidate).stream()
                .filter(fact -> fact.name().equals(name))
                .map(Fact::value)
                .findFirst()
                .orElseThrow();
    }
}
