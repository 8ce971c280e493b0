package org.decathlete.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;

class PortfolioTest {
    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final List<Suggestion> THREE =
            List.of(suggestion("a", 0.9), suggestion("b", 0.2), suggestion("c", 0.5));

    private static Suggestion suggestion(String source, double x) {
        return new Suggestion(source, "", Configuration.of(Map.of("x", x)));
    }

    private static StudySettings settings(Sampler sampler) {
        return StudySettings.of(SPACE, Hyperband.of(1, 9, 3), Objective.minimize("loss"))
                .with(sampler)
                .startingWith(List.of(SPACE.typical()));
    }

    private static Outcome evaluate(Trial trial) {
        return Outcome.of("loss", Math.abs(trial.configuration().real("x") - 0.2) + 1 / trial.budget());
    }

    private static List<Trial> played(Study study, int most) {
        for (Optional<Trial> trial = study.ask(); trial.isPresent(); trial = study.ask()) {
            study.tell(trial.get().id(), evaluate(trial.get()));
            if (study.trials().size() == most) {
                break;
            }
        }
        return study.trials();
    }

    @Test
    void comesFirstAfterTheDefaultAtTheLowestBudgetAndIsPromotedLikeOthers() {
        Portfolio portfolio = new Portfolio(THREE, new RandomSampler());
        List<Trial> trials = played(new Study(settings(portfolio)), Integer.MAX_VALUE);
        assertThat(trials.get(0).origin()).isEqualTo(Origin.GIVEN);
        // The third is what the default is, and is not tried again.
        assertThat(trials.subList(1, 3))
                .extracting(trial -> trial.configuration().real("x"))
                .containsExactly(0.9, 0.2);
        assertThat(trials.subList(1, 3))
                .allSatisfy(trial -> assertThat(trial.origin()).isEqualTo(Origin.PORTFOLIO))
                .allSatisfy(trial -> assertThat(trial.bracket()).isZero())
                .allSatisfy(trial -> assertThat(trial.budget()).isEqualTo(1));
        assertThat(trials.subList(3, 10))
                .allSatisfy(trial -> assertThat(trial.origin()).isEqualTo(Origin.RANDOM));
        Trial winner =
                trials.stream().filter(trial -> trial.budget() == 9).toList().get(1);
        assertThat(winner.origin()).isEqualTo(Origin.PORTFOLIO);
        assertThat(portfolio.suggestion(winner.configuration()))
                .map(Suggestion::source)
                .contains("b");
        assertThat(portfolio.suggestion(trials.get(5).configuration())).isEmpty();
    }

    @Test
    void goesOnFromItsTrialsAndLeavesOtherProposalsAsTheyAre() {
        StudySettings with = settings(new Portfolio(THREE, new PriorBand()));
        for (int most : new int[] {1, 2, 3, 7}) {
            Study study = new Study(with);
            List<Trial> before = new ArrayList<>(played(study, most));
            assertThat(new Study(with, before).ask()).isEqualTo(study.ask());
        }
        List<Trial> without = played(new Study(settings(new PriorBand())), 10);
        assertThat(played(new Study(with), 10).subList(3, 10))
                .extracting(Trial::configuration)
                .isEqualTo(without.subList(3, 10).stream()
                        .map(Trial::configuration)
                        .toList());
    }

    @Test
    void refusesTheSameTwice() {
        assertThatThrownBy(
                        () -> new Portfolio(List.of(suggestion("a", 0.1), suggestion("b", 0.1)), new RandomSampler()))
                .hasMessageContainingAll("b", "leave one out");
    }
}
