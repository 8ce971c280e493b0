package org.decathlete.search.space;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of several choices without an order.
 *
 * @param name unique within its space
 * @param choices all different
 * @param weights what is believed beforehand: how likely each choice is in proportion, positive
 * @param condition when it has a value; null for always
 */
public record CategoricalParameter(
        String name,
        List<String> choices,
        List<Double> weights,
        @Nullable Condition condition) implements Parameter {

    public CategoricalParameter {
        choices = List.copyOf(choices);
        weights = List.copyOf(weights);
        if (choices.isEmpty() || new HashSet<>(choices).size() < choices.size()) {
            throw new IllegalArgumentException(name + ": choices " + choices + "; give at least one, all different");
        }
        if (weights.size() != choices.size() || weights.stream().anyMatch(weight -> !(weight > 0))) {
            throw new IllegalArgumentException(
                    name + ": weights " + weights + " for choices " + choices + "; give a positive one for each");
        }
    }

    /** The same with one choice that is likelier than the others. */
    public CategoricalParameter believed(String choice, Confidence confidence) {
        check(choice);
        return weighted(preferring(choice, confidence.weight()));
    }

    /** The same with a weight for each choice. */
    public CategoricalParameter weighted(List<Double> likely) {
        return new CategoricalParameter(name, choices, likely, condition);
    }

    /** The same, with a value only where the parent has one of these. */
    public CategoricalParameter when(String parent, String... values) {
        return when(new Condition.IsOneOf(parent, List.of(values)));
    }

    /** The same under a condition. */
    public CategoricalParameter when(Condition other) {
        return new CategoricalParameter(name, choices, weights, other);
    }

    @Override
    public Distribution uniform() {
        return new Weighted(choices, choices.stream().map(choice -> 1.0).toList());
    }

    @Override
    public Distribution prior() {
        return new Weighted(choices, weights);
    }

    @Override
    public Distribution around(Object value, Confidence confidence) {
        return new Weighted(choices, preferring(value, confidence.weight()));
    }

    @Override
    public Object typical() {
        int best = IntStream.range(0, choices.size()).reduce(0, (a, b) -> weights.get(b) > weights.get(a) ? b : a);
        return choices.get(best);
    }

    @Override
    public Object neighbour(Object value, Confidence confidence, SplittableRandom random) {
        if (choices.size() == 1) {
            return value;
        }
        int other = random.nextInt(choices.size() - 1);
        return choices.get(other < choices.indexOf(value.toString()) ? other : other + 1);
    }

    @Override
    public int dimensions() {
        return 1;
    }

    @Override
    public Object decode(double coordinate) {
        return choices.get(Cells.even(choices.size()).at(coordinate));
    }

    @Override
    public double encode(Object value) {
        return Cells.even(choices.size()).middle(choices.indexOf(value.toString()));
    }

    @Override
    public void check(Object value) {
        if (!(value instanceof String text && choices.contains(text))) {
            throw new IllegalArgumentException(name + ": " + value + " is none of the choices " + choices);
        }
    }

    private List<Double> preferring(Object value, double weight) {
        return choices.stream()
                .map(choice -> choice.equals(value) ? weight : 1.0)
                .toList();
    }

    private record Weighted(List<String> choices, List<Double> weights) implements Distribution {
        @Override
        public Object sample(SplittableRandom random) {
            double left = random.nextDouble() * sum();
            for (int i = 0; i < choices.size() - 1; i++) {
                left -= weights.get(i);
                if (left < 0) {
                    return choices.get(i);
                }
            }
            return choices.get(choices.size() - 1);
        }

        @Override
        public double logDensity(Object value) {
            return Math.log(weights.get(choices.indexOf(value.toString())) / sum());
        }

        private double sum() {
            return weights.stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
