package org.decathlete.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.search.ranking.LossRanking;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.space.Spaces;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialLog;
import org.junit.jupiter.api.Test;

class LocalSearchTest {
    private static final Preference LOSS = new Preference(List.of(Objective.minimize("loss")), new LossRanking());
    private static final Hyperband HYPERBAND = Hyperband.of(1, 9, 3);
    private static final SearchSpace TEN = new SearchSpace(IntStream.range(0, 10)
            .mapToObj(i -> (Parameter) Parameter.real("x" + i, 0, 1).believed(0.5, Confidence.MEDIUM))
            .toList());
    private static final LocalSearch SEARCH = LocalSearch.beside(new RandomSampler());

    @Test
    void nothingIsLocalBeforeSomethingWasSeenAtTheFullBudget() {
        TrialLog log = new TrialLog();
        add(log, TEN.typical(), 0, 0.1);
        for (int seed = 0; seed < 20; seed++) {
            assertThat(SEARCH.propose(at(TEN, log, seed))).isEqualTo(new RandomSampler().propose(at(TEN, log, seed)));
        }
    }

    @Test
    void twoOfTenParametersChangeOnAverageInTwoThirdsOfTheProposals() {
        TrialLog log = new TrialLog();
        add(log, TEN.typical(), 2, 0.1);
        int local = 0;
        int changes = 0;
        for (int seed = 0; seed < 300; seed++) {
            Proposal proposal = SEARCH.propose(at(TEN, log, seed));
            if (proposal.origin() == Origin.INCUMBENT) {
                local++;
                changes += changes(TEN.typical(), proposal.configuration());
                assertThat(proposal.configuration()).isNotEqualTo(TEN.typical());
            } else {
                assertThat(proposal).isEqualTo(new RandomSampler().propose(at(TEN, log, seed)));
            }
        }
        assertThat(local).isBetween(170, 230);
        // Two, and a little more because at least one changes.
        assertThat((double) changes / local).isBetween(1.9, 2.6);
    }

    @Test
    void itIsTheBestOfTheFullBudgetThatChanges() {
        TrialLog log = new TrialLog();
        Configuration best = TEN.assemble(parameter -> 0.9);
        add(log, TEN.typical(), 2, 0.3);
        add(log, best, 2, 0.2);
        add(log, TEN.assemble(parameter -> 0.1), 0, 0.1);
        for (int seed = 0; seed < 50; seed++) {
            Proposal proposal = SEARCH.propose(at(TEN, log, seed));
            if (proposal.origin() == Origin.INCUMBENT) {
                assertThat(changes(best, proposal.configuration())).isLessThanOrEqualTo(7);
                assertThat(changes(best, proposal.configuration()))
                        .isLessThan(changes(TEN.typical(), proposal.configuration()));
            }
        }
    }

    @Test
    void worksWithEveryKindOfParameterAndRepeatsItself() {
        SearchSpace space = Spaces.ofEveryKind();
        TrialLog log = new TrialLog();
        add(log, space.typical(), 2, 0.3);
        for (int seed = 0; seed < 50; seed++) {
            Proposal proposal = SEARCH.propose(at(space, log, seed));
            space.check(proposal.configuration());
            assertThat(SEARCH.propose(at(space, log, seed))).isEqualTo(proposal);
        }
    }

    @Test
    void refusesSharesAndChangesThatMeanNothing() {
        assertThatThrownBy(() -> new LocalSearch(0, 0.5, new RandomSampler()))
                .hasMessageContaining("0.0 changes, share 0.5");
        assertThatThrownBy(() -> new LocalSearch(1, 1.5, new RandomSampler())).hasMessageContaining("share 1.5");
    }

    private static int changes(Configuration one, Configuration other) {
        return (int) IntStream.range(0, 10)
                .filter(i -> one.real("x" + i) != other.real("x" + i))
                .count();
    }

    private static void add(TrialLog log, Configuration configuration, int level, double loss) {
        double budget = HYPERBAND.levels().budget(level);
        log.add(Trial.running(log.size(), configuration, Origin.GIVEN, -1, level, budget, null)
                .ended(Outcome.of("loss", loss)));
    }

    private static Situation at(SearchSpace space, TrialLog log, long seed) {
        return new Situation(space, LOSS, HYPERBAND, log, 0, 0, seed, 0);
    }
}
