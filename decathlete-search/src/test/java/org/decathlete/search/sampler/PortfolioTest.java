package org.decathlete.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.InformedHyperband;
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
    void isEverySecondStartAfterTheDefaultAndIsPromotedLikeOthers() {
        Portfolio portfolio = new Portfolio(THREE, new RandomSampler());
        List<Trial> trials = played(new Study(settings(portfolio)), Integer.MAX_VALUE);
        assertThat(trials.get(0).origin()).isEqualTo(Origin.GIVEN);
        // The third is what the default is, and is not tried again.
        assertThat(List.of(trials.get(2), trials.get(4)))
                .extracting(trial -> trial.configuration().real("x"))
                .containsExactly(0.9, 0.2);
        for (int id = 1; id < 10; id++) {
            assertThat(trials.get(id).origin()).isEqualTo(id == 2 || id == 4 ? Origin.PORTFOLIO : Origin.RANDOM);
            assertThat(trials.get(id).bracket()).isZero();
            assertThat(trials.get(id).budget()).isEqualTo(1);
        }
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
        List<Trial> others = played(new Study(with), 10);
        for (int id : new int[] {1, 3, 5, 6, 7, 8, 9}) {
            assertThat(others.get(id).configuration()).isEqualTo(without.get(id).configuration());
        }
    }

    /** The default says that only the full budget tells something: the brackets left start three and three trials. */
    @Test
    void isNoMoreThanHalfOfABracketEvenWhereTheFirstOnesAreLeftOut() {
        InformedHyperband informed = new InformedHyperband(Hyperband.of(1, 9, 3).repeated(2), "tells from");
        StudySettings settings = StudySettings.of(SPACE, informed, Objective.minimize("loss"))
                .with(new Portfolio(THREE, new RandomSampler()))
                .startingWith(List.of(SPACE.uniform(new SplittableRandom(1))));
        Study study = new Study(settings);
        for (Optional<Trial> next = study.ask(); next.isPresent(); next = study.ask()) {
            Trial trial = next.get();
            study.tell(
                    trial.id(), trial.id() == 0 ? Outcome.of(Map.of("loss", 1.0, "tells from", 9.0)) : evaluate(trial));
        }
        assertThat(study.trials())
                .hasSize(1 + 3 + 3)
                .allSatisfy(trial -> assertThat(trial.budget()).isEqualTo(9));
        assertThat(study.trials())
                .extracting(Trial::origin)
                .containsExactly(
                        Origin.GIVEN,
                        Origin.RANDOM,
                        Origin.PORTFOLIO,
                        Origin.RANDOM,
                        Origin.RANDOM,
                        Origin.PORTFOLIO,
                        Origin.RANDOM);
    }

    @Test
    void refusesTheSameTwice() {
        assertThatThrownBy(
                        () -> new Portfolio(List.of(suggestion("a", 0.1), suggestion("b", 0.1)), new RandomSampler()))
                .hasMessageContainingAll("b", "leave one out");
    }
}
