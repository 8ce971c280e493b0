package org.decathlete.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.ranking.LossRanking;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.schedule.FullBudget;
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

class ModelPhaseTest {
    private static final Preference LOSS = new Preference(List.of(Objective.minimize("loss")), new LossRanking());
    private static final SearchSpace UNIT = SearchSpace.of(
            Parameter.real("x", 0, 1).believed(0.1, Confidence.HIGH),
            Parameter.real("y", 0, 1).believed(0.1, Confidence.HIGH));

    private static Situation after(SearchSpace space, int count, long seed) {
        TrialLog log = new TrialLog();
        for (int id = 0; id < count; id++) {
            Configuration configuration = space.uniform(new SplittableRandom(id));
            double loss = configuration.has("x")
                    ? Math.hypot(configuration.real("x") - 0.7, configuration.real("y") - 0.6)
                    : id;
            log.add(Trial.running(id, configuration, Origin.RANDOM, 0, 0, 1, null)
                    .ended(Outcome.of("loss", loss)));
        }
        return new Situation(space, LOSS, FullBudget.of(1000), log, 0, 0, seed, 0);
    }

    @Test
    void theProcessInterpolatesAndKnowsWhereItKnowsNothing() {
        double[][] points = {{0}, {0.2}, {0.4}, {0.6}, {0.8}};
        double[] values = {-1.2, -0.6, 0, 0.6, 1.2};
        GaussianProcess process = GaussianProcess.fit(points, values);
        double[] between = process.predict(new double[] {0.5});
        assertThat(between[0]).isCloseTo(0.3, within(0.1));
        assertThat(process.predict(new double[] {4})[1]).isGreaterThan(5 * between[1]);
        for (int i = 0; i < points.length; i++) {
            assertThat(process.predict(points[i])[0]).isCloseTo(values[i], within(0.05));
        }
    }

    @Test
    void proposesNearTheBestOnceThereAreEnoughResults() {
        ModelPhase phase = new ModelPhase(new RandomSampler(), 10, 0, 0);
        assertThat(phase.propose(after(UNIT, 9, 1)).origin()).isEqualTo(Origin.RANDOM);
        double sum = 0;
        for (int seed = 0; seed < 20; seed++) {
            Proposal proposal = phase.propose(after(UNIT, 40, seed));
            assertThat(proposal.origin()).isEqualTo(Origin.MODEL);
            sum += Math.hypot(
                    proposal.configuration().real("x") - 0.7,
                    proposal.configuration().real("y") - 0.6);
        }
        // Uniform points are 0.4 away on average; the best of 40 is 0.1 away.
        assertThat(sum / 20).isLessThan(0.15);
    }

    @Test
    void theStrengthOfThePriorDecidesHowMuchItPulls() {
        ModelPhase strong = new ModelPhase(new RandomSampler(), 10, 1000, 0);
        Configuration pulled = strong.propose(after(UNIT, 20, 1)).configuration();
        assertThat(Math.hypot(pulled.real("x") - 0.1, pulled.real("y") - 0.1)).isLessThan(0.1);
    }

    @Test
    void worksWithEveryKindOfParameterAndRepeatsItself() {
        SearchSpace space = Spaces.ofEveryKind();
        ModelPhase phase = new ModelPhase(new PriorBand(), 10, 10, 0);
        Proposal proposal = phase.propose(after(space, 15, 3));
        assertThat(proposal.origin()).isEqualTo(Origin.MODEL);
        space.check(proposal.configuration());
        assertThat(phase.propose(after(space, 15, 3))).isEqualTo(proposal);
    }

    @Test
    void aShareRemainsWithTheFirstSampler() {
        ModelPhase phase = new ModelPhase(new RandomSampler(), 10, 10, 0.5);
        int random = 0;
        for (int seed = 0; seed < 60; seed++) {
            random += phase.propose(after(UNIT, 12, seed)).origin() == Origin.RANDOM ? 1 : 0;
        }
        assertThat(random).isBetween(18, 42);
    }
}
