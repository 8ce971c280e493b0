package org.decathlete.search.space;

import java.util.SplittableRandom;
import org.decathlete.search.grammar.Derivation;
import org.decathlete.search.grammar.DerivationText;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.GrammarDistribution;
import org.decathlete.search.grammar.GrammarMutation;
import org.decathlete.search.grammar.GrammarPrior;
import org.jspecify.annotations.Nullable;

/**
 * An architecture: a sentence of a grammar, as the text of its derivation.
 *
 * @param name unique within its space
 * @param grammar what may stand where
 * @param belief beforehand, per non-terminal
 * @param condition when it has a value; null for always
 */
public record GrammarParameter(
        String name,
        Grammar grammar,
        GrammarPrior belief,
        @Nullable Condition condition) implements Parameter {

    /** The same with a belief. */
    public GrammarParameter believed(GrammarPrior other) {
        return new GrammarParameter(name, grammar, other, condition);
    }

    /** The same under a condition. */
    public GrammarParameter when(Condition other) {
        return new GrammarParameter(name, grammar, belief, other);
    }

    /** The tree that a value stands for. */
    public Derivation derivation(Object value) {
        return text().parse(value.toString());
    }

    @Override
    public Distribution uniform() {
        return new Texts(text(), GrammarPrior.even().distribution(grammar));
    }

    @Override
    public Distribution prior() {
        return new Texts(text(), belief.distribution(grammar));
    }

    @Override
    public Distribution around(Object value, Confidence confidence) {
        return new Texts(text(), belief.around(grammar, derivation(value), confidence.width(), confidence.weight()));
    }

    @Override
    public Object typical() {
        return text().format(belief.distribution(grammar).mode());
    }

    @Override
    public Object neighbour(Object value, Confidence confidence, SplittableRandom random) {
        return text().format(new GrammarMutation().mutate(grammar, derivation(value), random));
    }

    @Override
    public int dimensions() {
        return 0;
    }

    @Override
    public Object decode(double coordinate) {
        throw new UnsupportedOperationException(name + " is an architecture and has no coordinate");
    }

    @Override
    public double encode(Object value) {
        throw new UnsupportedOperationException(name + " is an architecture and has no coordinate");
    }

    @Override
    public void check(Object value) {
        try {
            derivation(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private DerivationText text() {
        return new DerivationText(grammar);
    }

    private record Texts(DerivationText text, GrammarDistribution distribution) implements Distribution {
        @Override
        public Object sample(SplittableRandom random) {
            return text.format(distribution.sample(random));
        }

        @Override
        public double logDensity(Object value) {
            return distribution.logDensity(text.parse(value.toString()));
        }
    }
}
