package org.decathlete.search.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class AsynchronousHalvingTest {
    private static final AsynchronousHalving HALVING = new AsynchronousHalving(Levels.between(1, 27, 3), 81);

    @Test
    void neverWaitsWhileConfigurationsAreLeft() {
        Simulation simulation = new Simulation(HALVING, 1, 0);
        for (int i = 0; i < 20; i++) {
            Step step = HALVING.next(simulation.log, Simulation.BY_LOSS);
            assertThat(step).isEqualTo(new Step.Start(0, 0));
            simulation.log.add(
                    Trial.running(i, Configuration.of(Map.of("x", (double) i)), Origin.RANDOM, 0, 0, 1, null));
        }
    }

    @Test
    void promotesAsSoonAsAThirdIsKnownToBeBetter() {
        Simulation simulation = new Simulation(HALVING, 3, 0).run(1);
        // With one worker the fourth trial continues the best of the first three.
        Trial fourth = simulation.log.trial(3);
        List<Trial> three = List.of(simulation.log.trial(0), simulation.log.trial(1), simulation.log.trial(2));
        assertThat(fourth.parent())
                .isEqualTo(Simulation.BY_LOSS.order(three).get(0).id());
        assertThat(fourth.budget()).isEqualTo(3);
    }

    @Test
    void endsWithTheBestAtTheTopAndContinuesNothingTwice() {
        Properties.forAll(1, 10, random -> {
            Simulation simulation = new Simulation(HALVING, random.nextLong(), 0).run(1 + random.nextInt(16));
            Trial best = Simulation.BY_LOSS.order(simulation.log.results(0)).get(0);
            assertThat(simulation.log.results(3))
                    .extracting(Trial::configuration)
                    .contains(best.configuration());
            assertThat(simulation.log.results(0)).hasSize(81);
            Set<Integer> parents = new HashSet<>();
            for (int id = 0; id < simulation.log.size(); id++) {
                Integer parent = simulation.log.trial(id).parent();
                assertThat(parent == null || parents.add(parent)).isTrue();
            }
            // Late better results can displace earlier ones that were promoted already, so that levels may overflow a
            // little.
            assertThat(simulation.log.results(1).size()).isBetween(27, 50);
        });
    }
}
