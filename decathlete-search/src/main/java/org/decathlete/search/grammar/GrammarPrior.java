package org.decathlete.search.grammar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is believed about an architecture before anything was tried.
 *
 * @param productions per non-terminal; those that are not named have productions that are all alike
 */
public record GrammarPrior(Map<String, ProductionPrior> productions) {
    private static final ProductionPrior EVEN = new ProductionPrior.Even();

    public GrammarPrior {
        productions = Collections.unmodifiableMap(new TreeMap<>(productions));
    }

    /** Every production is as likely as its siblings. */
    public static GrammarPrior even() {
        return new GrammarPrior(Map.of());
    }

    /** The same with a belief about one more non-terminal. */
    public GrammarPrior with(String nonTerminal, ProductionPrior prior) {
        Map<String, ProductionPrior> more = new TreeMap<>(productions);
        more.put(nonTerminal, prior);
        return new GrammarPrior(more);
    }

    /** The distribution of derivations that follows. */
    public GrammarDistribution distribution(Grammar grammar) {
        Map<String, double[]> probabilities = new HashMap<>();
        grammar.productions()
                .forEach((head, choices) -> probabilities.put(
                        head, productions.getOrDefault(head, EVEN).probabilities(choices.size())));
        return new GrammarDistribution(grammar, probabilities);
    }

    /**
     * The same kind of belief around an architecture. A non-terminal that the architecture expands several times has the mean
     * of the distributions around its choices; one that it does not expand keeps the prior.
     *
     * @param width for ordered productions, see {@link ProductionPrior.Near}
     * @param weight for others, see {@link ProductionPrior.Preferred}
     */
    public GrammarDistribution around(Grammar grammar, Derivation centre, double width, double weight) {
        Map<String, List<Integer>> choices = new HashMap<>();
        for (Derivation node : centre.nodes()) {
            choices.computeIfAbsent(node.head(), key -> new ArrayList<>()).add(node.choice());
        }
        Map<String, double[]> probabilities = new HashMap<>();
        grammar.productions().forEach((head, productionsOfHead) -> {
            ProductionPrior prior = productions.getOrDefault(head, EVEN);
            int count = productionsOfHead.size();
            List<Integer> made = choices.getOrDefault(head, List.of());
            double[] mean = made.isEmpty() ? prior.probabilities(count) : new double[count];
            for (int choice : made) {
                double[] around = prior.around(choice, width, weight).probabilities(count);
                for (int i = 0; i < count; i++) {
                    mean[i] += around[i] / made.size();
                }
            }
            probabilities.put(head, mean);
        });
        return new GrammarDistribution(grammar, probabilities);
    }
}
