package org.decathlete.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.ProductionCounts;
import org.decathlete.search.space.CategoricalParameter;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.GrammarParameter;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;

/**
 * Configurations as points whose distance says how different they are: coordinates of the unit cube, one coordinate per choice of a
 * categorical parameter, and for an architecture how often each production was taken.
 */
final class Features {
    /** Two different choices are as far apart as the ends of a range. */
    private static final double PER_CHOICE = Math.sqrt(0.5);

    /** One production more or less of a kind counts as half a range. */
    private static final double PER_PRODUCTION = 0.5;

    private Features() {}

    /** The point of a configuration; parameters without a value lie in the middle. */
    static double[] of(SearchSpace space, Configuration configuration) {
        List<Double> features = new ArrayList<>();
        for (Parameter parameter : space.parameters()) {
            boolean has = configuration.has(parameter.name());
            if (parameter instanceof CategoricalParameter categorical) {
                for (String choice : categorical.choices()) {
                    boolean chosen = has && choice.equals(configuration.text(parameter.name()));
                    features.add(chosen ? PER_CHOICE : 0);
                }
            } else if (parameter instanceof GrammarParameter grammar) {
                productions(grammar, has ? configuration.text(parameter.name()) : "", features);
            } else if (parameter.dimensions() == 1) {
                features.add(has ? parameter.encode(configuration.value(parameter.name())) : 0.5);
            }
        }
        return features.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void productions(GrammarParameter parameter, String text, List<Double> features) {
        Grammar grammar = parameter.grammar();
        Map<String, int[]> counts = text.isEmpty()
                ? ProductionCounts.none(grammar)
                : ProductionCounts.of(grammar, parameter.derivation(text));
        for (int[] choices : counts.values()) {
            for (int count : choices) {
                features.add(PER_PRODUCTION * count);
            }
        }
    }
}
