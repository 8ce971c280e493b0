package org.decathlete.search.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a forest's variance is divided among factors: means and standard deviations over those of its trees that have any variance. */
final class Division {
    private final List<Factor> factors;
    private final List<TreeVariance> trees;

    Division(RegressionForest forest, int width, List<Factor> factors) {
        this.factors = factors;
        this.trees = forest.trees().stream()
                .map(tree -> new TreeVariance(tree.leaves(width), factors))
                .filter(tree -> tree.total() > 0)
                .toList();
    }

    /** Whether there is nothing to divide. */
    boolean isEmpty() {
        return trees.isEmpty() || factors.isEmpty();
    }

    /** Each factor alone, largest first. */
    List<Importance.Effect> effects() {
        List<Importance.Effect> effects = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            int factor = i;
            double[] shares = shares(tree -> tree.of(factor));
            effects.add(new Importance.Effect(factors.get(i).name(), mean(shares), deviation(shares)));
        }
        effects.sort(Comparator.comparingDouble(Importance.Effect::share)
                .reversed()
                .thenComparing(Importance.Effect::parameter));
        return effects;
    }

    /** What each pair has beyond its two alone, largest first. */
    List<Importance.Interaction> interactions() {
        List<Importance.Interaction> interactions = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            for (int j = i + 1; j < factors.size(); j++) {
                int one = i;
                int other = j;
                double[] shares = shares(tree -> Math.max(0, tree.of(one, other) - tree.of(one) - tree.of(other)));
                interactions.add(new Importance.Interaction(
                        factors.get(i).name(), factors.get(j).name(), mean(shares), deviation(shares)));
            }
        }
        interactions.sort(Comparator.comparingDouble(Importance.Interaction::share)
                .reversed()
                .thenComparing(Importance.Interaction::one)
                .thenComparing(Importance.Interaction::other));
        return interactions;
    }

    private double[] shares(ToDoubleFunction<TreeVariance> part) {
        return trees.stream()
                .mapToDouble(tree -> part.applyAsDouble(tree) / tree.total())
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
