package org.decathlete.search.space;

import java.util.List;
import org.decathlete.search.grammar.UNetGrammar;

/** A space with a parameter of every kind, for the tests. */
public final class Spaces {

    private Spaces() {}

    public static SearchSpace ofEveryKind() {
        return SearchSpace.of(
                Parameter.categorical("optimizer", "SGD", "Adam", "AdamW").believed("SGD", Confidence.MEDIUM),
                Parameter.real("momentum", 0.5, 0.999)
                        .logOneMinus()
                        .believed(0.99, Confidence.MEDIUM)
                        .when("optimizer", "SGD"),
                Parameter.real("rate", 1e-5, 1e-1).log().believed(1e-2, Confidence.MEDIUM),
                Parameter.integer("features", 16, 64).believed(32, Confidence.MEDIUM),
                Parameter.integer("width", 1, 1000).log(),
                Parameter.ordinal("patch", "32", "64", "96", "128").believed("64", Confidence.HIGH),
                Parameter.constant("loss", "dice"),
                Parameter.grammar("architecture", UNetGrammar.of(4)).believed(UNetGrammar.prior(4)),
                Parameter.real("dropout", 0, 0.5)
                        .believed(new NumericPrior.Spike(0, 0.5, new NumericPrior.Around(0.2, Confidence.MEDIUM)))
                        .when(new Condition.Mentions("architecture", List.of("dropout"))),
                Parameter.real("decay", 0, 1).when(new Condition.Within("features", 40, 64)));
    }
}
