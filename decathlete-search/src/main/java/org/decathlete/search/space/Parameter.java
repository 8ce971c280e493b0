package org.decathlete.search.space;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.GrammarPrior;
import org.jspecify.annotations.Nullable;

/**
 * Something that is chosen. Values are {@link Double} for real numbers, {@link Integer} for whole ones and {@link String} for
 * everything else; an architecture is the text form of its derivation.
 */
public sealed interface Parameter
        permits RealParameter,
                IntegerParameter,
                CategoricalParameter,
                OrdinalParameter,
                ConstantParameter,
                GrammarParameter {

    /** Its name, unique within a space. */
    String name();

    /** When it has a value; null for always. */
    @Nullable
    Condition condition();

    /** Every value is alike. */
    Distribution uniform();

    /** What is believed before anything was tried; uniform where nothing is. */
    Distribution prior();

    /** The same kind of belief around a value. */
    Distribution around(Object value, Confidence confidence);

    /** The value at the centre of what is believed; in the middle of the range, or the first choice, where nothing is. */
    Object typical();

    /** A value near to this one and, where there is another, different from it. */
    Object neighbour(Object value, Confidence confidence, SplittableRandom random);

    /** How many coordinates of the unit cube it takes: 1, or 0 for constants and architectures. */
    int dimensions();

    /** The value at a coordinate within [0, 1]; coordinates that are uniform give values that are. Only with a dimension. */
    Object decode(double coordinate);

    /** A coordinate that {@link #decode} takes back to the value. Only with a dimension. */
    double encode(Object value);

    /** Throws an {@link IllegalArgumentException} that says what is wrong with a value. */
    void check(Object value);

    /** A real number from {@code low} to {@code high}. */
    static RealParameter real(String name, double low, double high) {
        return new RealParameter(name, low, high, Scale.LINEAR, new NumericPrior.Flat(), null);
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    static IntegerParameter integer(String name, int low, int high) {
        return new IntegerParameter(name, low, high, Scale.LINEAR, new NumericPrior.Flat(), null);
    }

    /** One of several choices without an order. */
    static CategoricalParameter categorical(String name, String... choices) {
        List<String> list = List.of(choices);
        return new CategoricalParameter(
                name, list, list.stream().map(choice -> 1.0).toList(), null);
    }

    /** One of several levels with an order, such as the sizes 16, 32, 64. */
    static OrdinalParameter ordinal(String name, String... levels) {
        return new OrdinalParameter(name, List.of(levels), null, null, null);
    }

    /** A text that is part of every configuration. */
    static ConstantParameter constant(String name, String value) {
        return new ConstantParameter(name, value, null);
    }

    /** A sentence of a grammar. */
    static GrammarParameter grammar(String name, Grammar grammar) {
        return new GrammarParameter(name, grammar, GrammarPrior.even(), null);
    }
}
