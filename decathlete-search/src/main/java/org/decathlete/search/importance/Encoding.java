package org.decathlete.search.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.decathlete.search.grammar.Production;
import org.decathlete.search.grammar.ProductionCounts;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Distribution;
import org.decathlete.search.space.GrammarParameter;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;

/**
 * Configurations as rows of numbers. A parameter with a coordinate in the unit cube is that coordinate: choices and levels lie in cells of
 * equal width, in their order. An architecture is how often it takes each production.
 *
 * <p>A parameter without a value under its condition gets the centre of what is believed of it, as is usual for these forests: they
 * then see no effect of it where it has none. Constants are left out.
 */
final class Encoding {
    /** So many uniform draws stand for all architectures. */
    private static final int DRAWS = 256;

    private final SearchSpace space;
    private final List<Factor> parameters = new ArrayList<>();
    private final List<Factor> parts = new ArrayList<>();
    private int width;

    Encoding(SearchSpace space, SplittableRandom random) {
        this.space = space;
        for (Parameter parameter : space.parameters()) {
            if (parameter instanceof GrammarParameter grammar) {
                add(grammar, random);
            } else if (parameter.dimensions() == 1) {
                Factor coordinate = Factor.coordinate(parameter.name(), width++);
                parameters.add(coordinate);
                parts.add(coordinate);
            }
        }
    }

    /** One per parameter. */
    List<Factor> parameters() {
        return parameters;
    }

    /** Architectures taken apart: one factor per non-terminal instead of one for all. Other parameters as they are. */
    List<Factor> parts() {
        return parts;
    }

    /** Number of columns. */
    int width() {
        return width;
    }

    double[] row(Configuration configuration) {
        double[] row = new double[width];
        int column = 0;
        for (Parameter parameter : space.parameters()) {
            boolean has = configuration.has(parameter.name());
            if (parameter instanceof GrammarParameter grammar) {
                double[] counts = has ? counts(grammar, configuration.text(grammar.name())) : none(grammar);
                System.arraycopy(counts, 0, row, column, counts.length);
                column += counts.length;
            } else if (parameter.dimensions() == 1) {
                Object value = has ? configuration.value(parameter.name()) : parameter.typical();
                row[column++] = parameter.encode(value);
            }
        }
        return row;
    }

    private void add(GrammarParameter parameter, SplittableRandom random) {
        Distribution uniform = parameter.uniform();
        int first = width;
        List<double[]> support = IntStream.range(0, DRAWS)
                .mapToObj(draw -> {
                    double[] counts = counts(parameter, uniform.sample(random));
                    double[] row = new double[first + counts.length];
                    System.arraycopy(counts, 0, row, first, counts.length);
                    return row;
                })
                .toList();
        for (Map.Entry<String, List<Production>> rule :
                parameter.grammar().productions().entrySet()) {
            int choices = rule.getValue().size();
            parts.add(new Factor(parameter.name() + ": " + rule.getKey(), width, choices, support));
            width += choices;
        }
        parameters.add(new Factor(parameter.name(), first, width - first, support));
    }

    private static double[] counts(GrammarParameter parameter, Object value) {
        return flat(ProductionCounts.of(parameter.grammar(), parameter.derivation(value)));
    }

    private static double[] none(GrammarParameter parameter) {
        return flat(ProductionCounts.none(parameter.grammar()));
    }

    private static double[] flat(Map<String, int[]> counts) {
        return counts.values().stream()
                .flatMapToInt(Arrays::stream)
                .asDoubleStream()
                .toArray();
    }
}
