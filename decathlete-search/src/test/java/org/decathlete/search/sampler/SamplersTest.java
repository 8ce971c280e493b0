package org.decathlete.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.decathlete.search.ranking.LossRanking;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.Scheduler;
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
import org.decathlete.search.trial.TrialState;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class SamplersTest {
    private static final Preference LOSS = new Preference(List.of(Objective.minimize("loss")), new LossRanking());
    private static final Scheduler SCHEDULER = Hyperband.of(1, 81, 3);
    private static final SearchSpace UNIT = SearchSpace.of(
            Parameter.real("x", 0, 1).believed(0.2, Confidence.MEDIUM),
            Parameter.real("y", 0, 1).believed(0.2, Confidence.MEDIUM));

    private static Situation situation(SearchSpace space, TrialLog log, int level, long seed) {
        return new Situation(space, LOSS, SCHEDULER, log, 0, level, seed, 0);
    }

    private static TrialLog filled(SearchSpace space, int level, int count, ToDoubleFunction<Configuration> loss) {
        TrialLog log = new TrialLog();
        for (int id = 0; id < count; id++) {
            Configuration configuration = space.uniform(new SplittableRandom(id));
            Outcome outcome = id % 7 == 6
                    ? Outcome.failed(TrialState.OUT_OF_MEMORY, "")
                    : Outcome.of("loss", loss.applyAsDouble(configuration));
            log.add(Trial.running(
                            id,
                            configuration,
                            Origin.RANDOM,
                            0,
                            level,
                            SCHEDULER.levels().budget(level),
                            null)
                    .ended(outcome));
        }
        return log;
    }

    @Test
    void everySamplerStaysInItsSpaceAndRepeatsItself() {
        SearchSpace space = Spaces.ofEveryKind();
        List<Sampler> samplers =
                List.of(new RandomSampler(), new SobolSampler(), new PriorSampler(), new PriorBand(), new TreeParzen());
        Properties.forAll(1, 12, random -> {
            TrialLog log = filled(space, 4, random.nextInt(40), configuration -> configuration.integer("features"));
            long seed = random.nextLong();
            for (Sampler sampler : samplers) {
                Proposal proposal = sampler.propose(situation(space, log, 1, seed));
                space.check(proposal.configuration());
                assertThat(sampler.propose(situation(space, log, 1, seed))).isEqualTo(proposal);
                assertThat(sampler.propose(situation(space, log, 1, seed + 1))).isNotEqualTo(proposal);
            }
        });
    }

    @Test
    void sobolFillsTheSpaceMoreEvenlyThanChance() {
        TrialLog log = new TrialLog();
        int[] cells = new int[64];
        for (int id = 0; id < 64; id++) {
            Configuration configuration =
                    new SobolSampler().propose(situation(UNIT, log, 0, 5)).configuration();
            int column = (int) (configuration.real("x") * 8);
            int row = (int) (configuration.real("y") * 8);
            cells[8 * column + row]++;
            log.add(Trial.running(id, configuration, Origin.SOBOL, 0, 0, 1, null));
        }
        assertThat(cells).containsOnly(1);
    }

    private static Map<Origin, Double> shares(TrialLog log, int level) {
        Map<Origin, Double> shares = new EnumMap<>(Origin.class);
        int draws = 4000;
        for (int seed = 0; seed < draws; seed++) {
            Origin origin =
                    new PriorBand().propose(situation(UNIT, log, level, seed)).origin();
            shares.merge(origin, 1.0 / draws, Double::sum);
        }
        return shares;
    }

    @Test
    void priorBandDividesBetweenChanceAndPriorByTheLevel() {
        double[] random = {.5, .25, .1, .0357, .0122};
        for (int level = 0; level < 5; level++) {
            Shares shares = Shares.in(situation(UNIT, new TrialLog(), level, 0), Confidence.MEDIUM);
            assertThat(shares.random()).isCloseTo(random[level], within(5e-5));
            assertThat(shares.prior()).isCloseTo(1 - random[level], within(5e-5));
            assertThat(shares.best()).isEmpty();
        }
        Map<Origin, Double> drawn = shares(new TrialLog(), 1);
        assertThat(drawn.get(Origin.RANDOM)).isCloseTo(0.25, within(0.03));
        assertThat(drawn).containsOnlyKeys(Origin.RANDOM, Origin.PRIOR);
    }

    @Test
    void theIncumbentComesInAfterABracketsWorthWithAResultAtTheTop() {
        double cost = SCHEDULER.firstBracketCost();
        assertThat(cost).isEqualTo(81 + 27 * 2 + 9 * 6 + 3 * 18 + 54);
        TrialLog log = new TrialLog();
        while (log.spent() < cost) {
            assertThat(Shares.in(situation(UNIT, log, 1, 0), Confidence.MEDIUM).best())
                    .isEmpty();
            int id = log.size();
            log.add(Trial.running(id, UNIT.uniform(new SplittableRandom(id)), Origin.RANDOM, 0, 3, 27, null)
                    .ended(Outcome.of("loss", id)));
        }
        assertThat(Shares.in(situation(UNIT, log, 1, 0), Confidence.MEDIUM).best())
                .isEmpty();
        int id = log.size();
        log.add(Trial.running(id, log.trial(0).configuration(), Origin.RANDOM, 0, 4, 81, null)
                .ended(Outcome.of("loss", 100)));
        // One result at the top is too few to choose among; the best of the level below is taken.
        assertThat(Shares.in(situation(UNIT, log, 1, 0), Confidence.MEDIUM).best())
                .contains(log.trial(0).configuration());
    }

    @Test
    void aPriorThatExplainsTheBestResultsKeepsItsShareAndAMisleadingOneLosesIt() {
        TrialLog near = filled(UNIT, 4, 60, c -> Math.hypot(c.real("x") - 0.2, c.real("y") - 0.2));
        TrialLog far = filled(UNIT, 4, 60, c -> Math.hypot(c.real("x") - 0.9, c.real("y") - 0.9));
        Shares good = Shares.in(situation(UNIT, near, 2, 0), Confidence.MEDIUM);
        Shares bad = Shares.in(situation(UNIT, far, 2, 0), Confidence.MEDIUM);
        assertThat(good.prior()).isBetween(0.35, 0.65);
        assertThat(bad.prior()).isLessThan(0.1);
        assertThat(bad.incumbent()).isGreaterThan(0.8);
        assertThat(bad.random() + bad.prior() + bad.incumbent()).isCloseTo(1, within(1e-12));
        assertThat(shares(far, 2).get(Origin.INCUMBENT)).isCloseTo(bad.incumbent(), within(0.03));
    }

    @Test
    void mutationChangesHalfOfTheParametersOfTheIncumbent() {
        SearchSpace space = Spaces.ofEveryKind();
        LocalMutation mutation = new LocalMutation(0.5, Confidence.MEDIUM);
        List<Integer> changed = new ArrayList<>();
        Properties.forAll(1, 300, random -> {
            Configuration parent = space.uniform(random);
            Configuration child = mutation.mutate(space, parent, random);
            space.check(child);
            assertThat(child).isNotEqualTo(parent);
            int count = 0;
            for (String name : List.of("optimizer", "rate", "features", "width", "patch", "architecture")) {
                count += child.value(name).equals(parent.value(name)) ? 0 : 1;
            }
            changed.add(count);
        });
        assertThat(changed.stream().mapToInt(Integer::intValue).average().orElseThrow())
                .isCloseTo(3, within(0.25));
    }

    @Test
    void treeParzenProposesNearTheGoodResults() {
        TrialLog log = filled(UNIT, 2, 100, c -> Math.hypot(c.real("x") - 0.8, c.real("y") - 0.7));
        double sum = 0;
        int count = 0;
        for (int seed = 0; seed < 60; seed++) {
            Proposal proposal = new TreeParzen(0.15, 24, 0).propose(situation(UNIT, log, 0, seed));
            assertThat(proposal.origin()).isEqualTo(Origin.MODEL);
            sum += Math.hypot(
                    proposal.configuration().real("x") - 0.8,
                    proposal.configuration().real("y") - 0.7);
            count++;
        }
        // Uniform points are 0.45 away on average, the prior's 0.75.
        assertThat(sum / count).isLessThan(0.2);
    }

    @Test
    void treeParzenFindsTheArchitecturesWord() {
        SearchSpace space = Spaces.ofEveryKind();
        TrialLog log = filled(space, 0, 80, c -> c.text("architecture").contains("res_encoder") ? 0 : 1);
        int found = 0;
        for (int seed = 0; seed < 30; seed++) {
            Configuration configuration = new TreeParzen(0.15, 24, 0)
                    .propose(situation(space, log, 0, seed))
                    .configuration();
            found += configuration.text("architecture").contains("res_encoder") ? 1 : 0;
        }
        // The prior has one in five.
        assertThat(found).isGreaterThan(20);
    }
}
