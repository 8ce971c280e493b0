package org.decathlete.search.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes an architecture at random places, as BANANAS does (White et al. 2021): non-terminals that have a choice are visited from
 * left to right, and each of n is built anew, uniformly, with probability rate / n.
 *
 * @param rate expected number of places that are built anew, positive
 */
public record GrammarMutation(double rate) {
    private static final int TRIES_PER_PLACE = 50;
    private static final int TRIES = 10;

    /** One place on average. */
    public GrammarMutation() {
        this(1);
    }

    /** A changed architecture; the same one only where the grammar has no other. */
    public Derivation mutate(Grammar grammar, Derivation parent, SplittableRandom random) {
        GrammarDistribution uniform = GrammarPrior.even().distribution(grammar);
        for (int i = 0; i < TRIES; i++) {
            Derivation child = walk(grammar, parent, uniform, random);
            if (!child.equals(parent)) {
                return child;
            }
        }
        // Rare: no place was hit ten times in a row. Then one is built anew for certain.
        List<Integer> places = places(grammar, parent);
        if (places.isEmpty()) {
            return parent;
        }
        int place = places.get(random.nextInt(places.size()));
        return rebuild(parent, place, uniform, random);
    }

    private Derivation walk(Grammar grammar, Derivation parent, GrammarDistribution uniform, SplittableRandom random) {
        Derivation child = parent;
        List<Integer> places = places(grammar, child);
        // The list changes with the architecture: what was just built is visited too.
        for (int i = 0; i < places.size(); i++) {
            if (random.nextDouble() < rate / places.size()) {
                child = rebuild(child, places.get(i), uniform, random);
                places = places(grammar, child);
            }
        }
        return child;
    }

    private static Derivation rebuild(
            Derivation derivation, int place, GrammarDistribution uniform, SplittableRandom random) {
        Derivation before = derivation.nodes().get(place);
        Derivation after = before;
        for (int i = 0; i < TRIES_PER_PLACE && after.equals(before); i++) {
            after = uniform.expand(before.head(), random);
        }
        return derivation.replace(place, after);
    }

    /** Positions of the nodes whose non-terminal has more than one production. */
    static List<Integer> places(Grammar grammar, Derivation derivation) {
        List<Derivation> nodes = derivation.nodes();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (grammar.productions(nodes.get(i).head()).size() > 1) {
                places.add(i);
            }
        }
        return places;
    }
}
