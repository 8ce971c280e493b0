package org.decathlete.search.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.decathlete.search.space.Parameter.categorical;
import static org.decathlete.search.space.Parameter.constant;
import static org.decathlete.search.space.Parameter.grammar;
import static org.decathlete.search.space.Parameter.integer;
import static org.decathlete.search.space.Parameter.real;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class ImportanceTest {
    private static final Objective LOSS = Objective.minimize("loss");

    @Test
    void ishigamisFunctionHasItsKnownShares() {
        SearchSpace space = SearchSpace.of(
                real("a", -Math.PI, Math.PI),
                // A quarter of the usual range: the same distribution of the squared sine, without its four mirror
                // images, which no
                // greedy tree of this size gets to the bottom of.
                real("b", 0, Math.PI / 2),
                real("c", -Math.PI, Math.PI),
                real("dummy", 0, 1));
        Importance found = found(space, 1000, c -> {
            double a = c.real("a");
            return Math.sin(a) * (1 + 0.1 * Math.pow(c.real("c"), 4)) + 7 * Math.pow(Math.sin(c.real("b")), 2);
        });
        // Ishigami and Homma 1990 with 7 and 0.1: first-order shares 0.3139, 0.4424, 0; a with c 0.2437.
        assertThat(share(found, "a")).isCloseTo(0.3139, within(0.06));
        assertThat(share(found, "b")).isCloseTo(0.4424, within(0.06));
        assertThat(share(found, "c")).isLessThan(0.04);
        assertThat(share(found, "dummy")).isLessThan(0.01);
        Importance.Interaction pair = found.interactions().get(0);
        assertThat(List.of(pair.one(), pair.other())).containsExactly("a", "c");
        assertThat(pair.share()).isCloseTo(0.2437, within(0.06));
        assertThat(found.interactions().get(1).share()).isLessThan(0.04);
        assertThat(found.explained()).isBetween(0.8, 1.0);
    }

    @Test
    void aProductHasItsKnownShares() {
        SearchSpace space = SearchSpace.of(real("x", 0, 1), real("y", 1e-4, 1).log(), integer("dummy", 1, 9));
        // The coordinate of y is uniform: x v has variance 7/144, of which x and v have 1/48 each and both together
        // 1/144.
        Importance found = found(space, 600, c -> c.real("x") * (1 + Math.log10(c.real("y")) / 4));
        assertThat(share(found, "x")).isCloseTo(3 / 7.0, within(0.05));
        assertThat(share(found, "y")).isCloseTo(3 / 7.0, within(0.05));
        assertThat(found.interactions().get(0).share()).isCloseTo(1 / 7.0, within(0.05));
        assertThat(share(found, "dummy")).isLessThan(0.01);
    }

    @Test
    void choicesHaveEqualWeightWhateverIsBelieved() {
        SearchSpace space =
                SearchSpace.of(categorical("kind", "a", "b", "c", "d"), real("x", 0, 1), constant("fixed", "text"));
        // Kind: values 0, 3, 0, 3 of variance 9/4. x: 6/12 x² … variance 36/12.
        Importance found =
                found(space, 400, c -> 6 * c.real("x") + (List.of("b", "d").contains(c.text("kind")) ? 3 : 0));
        double kind = 2.25 / (2.25 + 3);
        assertThat(share(found, "kind")).isCloseTo(kind, within(0.04));
        assertThat(share(found, "x")).isCloseTo(1 - kind, within(0.04));
        assertThat(found.parameters()).hasSize(2);
        assertThat(found.parts()).isEmpty();
    }

    @Test
    void whatHasNoValueHasNoEffectThere() {
        SearchSpace space = SearchSpace.of(
                categorical("optimizer", "sgd", "adam"),
                real("momentum", 0, 1).when("optimizer", "sgd"),
                real("beta", 0, 1).when("optimizer", "adam"));
        Importance found = found(space, 600, c -> c.has("momentum") ? 2 * c.real("momentum") : 5);
        // Were momentum to count under both: optimizer 4 (5 against a mean of 1), momentum 1/12, together 1/12.
        assertThat(share(found, "optimizer")).isCloseTo(4 / (4 + 1 / 6.0), within(0.03));
        assertThat(share(found, "momentum")).isCloseTo((1 / 12.0) / (4 + 1 / 6.0), within(0.02));
        assertThat(share(found, "beta")).isLessThan(0.005);
    }

    @Test
    void architecturesAreTakenApart() {
        Grammar words = Grammar.builder("S")
                .rule("S", "NORM ACT BLOCKS")
                .rule("NORM", "batch", "instance")
                .rule("ACT", "relu", "elu")
                .rule("BLOCKS", "1b", "2b", "3b")
                .build();
        SearchSpace space = SearchSpace.of(real("x", 0, 1), grammar("net", words));
        Importance found = found(space, 400, c -> {
            String net = c.text("net");
            return (net.contains("instance") ? 2 : 0) + (net.contains("3b") ? 3 : 0) + c.real("x");
        });
        double whole = 1 + 2 + 1 / 12.0;
        assertThat(share(found, "net")).isCloseTo(3 / whole, within(0.03));
        assertThat(share(found, "x")).isCloseTo(1 / 12.0 / whole, within(0.03));
        assertThat(found.parts().get(0).parameter()).isEqualTo("net: BLOCKS");
        assertThat(found.parts().get(0).share()).isCloseTo(2 / whole, within(0.08));
        assertThat(found.parts().get(1).parameter()).isEqualTo("net: NORM");
        assertThat(found.parts().get(1).share()).isCloseTo(1 / whole, within(0.08));
        assertThat(found.parts().get(2).share()).isLessThan(0.01);
    }

    @Test
    void failingTrialsCountAsTheLimit() {
        SearchSpace space = SearchSpace.of(real("x", 0, 1), real("y", 0, 1));
        List<Trial> trials = trials(space, 200, c -> c.real("y") < 0.02 ? 1e6 : c.real("x"));
        Objective limited = LOSS.failingFrom(1);
        assertThat(share(Importance.of(space, trials, LOSS, 1).orElseThrow(), "y"))
                .isGreaterThan(0.3);
        assertThat(share(Importance.of(space, trials, limited, 1).orElseThrow(), "x"))
                .isGreaterThan(0.8);
    }

    @Test
    void isTheSameAgain() {
        SearchSpace space = SearchSpace.of(real("x", 0, 1), real("y", 0, 1));
        List<Trial> trials = trials(space, 60, c -> c.real("x") * c.real("y"));
        assertThat(Importance.of(space, trials, LOSS, 5)).isEqualTo(Importance.of(space, trials, LOSS, 5));
    }

    @Test
    void saysNothingOfTooLittle() {
        SearchSpace space = SearchSpace.of(real("x", 0, 1));
        List<Trial> trials = trials(space, 30, c -> c.real("x"));
        assertThat(Importance.of(space, trials, LOSS, 1)).isPresent();
        assertThat(Importance.of(space, trials.subList(0, 19), LOSS, 1)).isEmpty();
        assertThat(Importance.of(space, trials(space, 30, c -> 2), LOSS, 1)).isEmpty();
        List<Trial> failed = trials.stream()
                .map(trial -> trial.ended(Outcome.failed(TrialState.CRASHED, "")))
                .toList();
        assertThat(Importance.of(space, failed, LOSS, 1)).isEmpty();
        assertThat(Importance.of(SearchSpace.of(constant("c", "v")), trials, LOSS, 1))
                .isEmpty();
    }

    private static Importance found(SearchSpace space, int trials, ToDoubleFunction<Configuration> function) {
        return Importance.of(space, trials(space, trials, function), LOSS, 1).orElseThrow();
    }

    private static List<Trial> trials(SearchSpace space, int count, ToDoubleFunction<Configuration> function) {
        SplittableRandom random = new SplittableRandom(11);
        return IntStream.range(0, count)
                .mapToObj(id -> {
                    Configuration configuration = space.uniform(random);
                    return Trial.running(id, configuration, Origin.RANDOM, 0, 0, 1, null)
                            .ended(Outcome.of("loss", function.applyAsDouble(configuration)));
                })
                .toList();
    }

    private static double share(Importance found, String parameter) {
        return found.parameters().stream()
                .filter(effect -> effect.parameter().equals(parameter))
                .findFirst()
                .orElseThrow()
                .share();
    }
}
