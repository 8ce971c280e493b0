package org.decathlete.search.grammar;

import java.util.LinkedHashMap;
import java.util.Map;

/** An architecture in numbers: how often it takes each production. */
public final class ProductionCounts {

    private ProductionCounts() {}

    /** Per non-terminal, in the order of the grammar, one count per production; all 0 for no derivation at all. */
    public static Map<String, int[]> none(Grammar grammar) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        grammar.productions().forEach((head, choices) -> counts.put(head, new int[choices.size()]));
        return counts;
    }

    /** The same for a derivation of the grammar. */
    public static Map<String, int[]> of(Grammar grammar, Derivation derivation) {
        Map<String, int[]> counts = none(grammar);
        for (Derivation node : derivation.nodes()) {
            counts.getOrDefault(node.head(), new int[node.choice() + 1])[node.choice()]++;
        }
        return counts;
    }
}
