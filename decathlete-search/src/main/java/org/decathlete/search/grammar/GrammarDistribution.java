package org.decathlete.search.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws derivations by expanding each non-terminal with probabilities of its own, and weighs them. */
public final class GrammarDistribution {
    /** Below this depth every non-terminal takes the production that ends soonest, so that recursive grammars end. */
    private static final int DEEPEST = 100;

    private final Grammar grammar;
    private final Map<String, double[]> probabilities;

    GrammarDistribution(Grammar grammar, Map<String, double[]> probabilities) {
        this.grammar = grammar;
        this.probabilities = Map.copyOf(probabilities);
    }

    /** Draws a whole architecture. */
    public Derivation sample(SplittableRandom random) {
        return expand(grammar.start(), random);
    }

    /** Draws what a non-terminal stands for. */
    public Derivation expand(String nonTerminal, SplittableRandom random) {
        return expand(nonTerminal, random, 0);
    }

    /** The architecture that takes the likeliest production everywhere, the first of equally likely ones. */
    public Derivation mode() {
        return mode(grammar.start(), 0);
    }

    /** Natural logarithm of the product of the probabilities of all productions of a derivation. */
    public double logDensity(Derivation derivation) {
        double sum = Math.log(probabilities(derivation.head())[derivation.choice()]);
        for (Derivation part : derivation.parts()) {
            sum += logDensity(part);
        }
        return sum;
    }

    /** Probabilities of a non-terminal's productions. */
    public double[] probabilities(String nonTerminal) {
        double[] found = probabilities.get(nonTerminal);
        if (found == null) {
            throw new IllegalArgumentException(nonTerminal + " is no non-terminal of this grammar");
        }
        return found;
    }

    private Derivation expand(String nonTerminal, SplittableRandom random, int depth) {
        int choice = depth < DEEPEST ? draw(probabilities(nonTerminal), random) : grammar.flattest(nonTerminal);
        List<Derivation> parts = new ArrayList<>();
        for (String part : grammar.productions(nonTerminal).get(choice).parts()) {
            parts.add(expand(part, random, depth + 1));
        }
        return new Derivation(nonTerminal, choice, parts);
    }

    private Derivation mode(String nonTerminal, int depth) {
        double[] weights = probabilities(nonTerminal);
        int choice = depth < DEEPEST ? 0 : grammar.flattest(nonTerminal);
        for (int i = 1; depth < DEEPEST && i < weights.length; i++) {
            choice = weights[i] > weights[choice] ? i : choice;
        }
        List<Derivation> parts = grammar.productions(nonTerminal).get(choice).parts().stream()
                .map(part -> mode(part, depth + 1))
                .toList();
        return new Derivation(nonTerminal, choice, parts);
    }

    private static int draw(double[] weights, SplittableRandom random) {
        double left = random.nextDouble();
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
