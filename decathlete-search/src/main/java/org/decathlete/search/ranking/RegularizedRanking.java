package org.decathlete.search.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/**
 * Quality against cost: the first objective is a loss, the others are costs. Trials that failed or that are beyond an objective's
 * limit are left out. The rest is sorted into non-dominated fronts, where a cheaper trial also dominates a costlier one that
 * is better, but not significantly so by a paired test over the cases that both were scored on. Within a front the best loss comes
 * first, then the trials with the most room around them.
 *
 * <p>So wherever both were scored on enough cases, a costlier trial stands ahead of a cheaper one only if it is significantly better.
 *
 * @param margin when a better loss is significant; see {@link SignificanceMargin}
 */
public record RegularizedRanking(SignificanceMargin margin) implements Ranking {
    private static final double REFERENCE = 1.1;

    /** With a family-wise error of 5 %. */
    public RegularizedRanking() {
        this(new SignificanceMargin(0.05));
    }

    @Override
    public List<Trial> order(List<Trial> results, List<Objective> objectives) {
        List<Trial> eligible =
                results.stream().filter(result -> eligible(result, objectives)).toList();
        List<double[]> points = points(eligible, objectives);
        boolean[][] unproven = margin.unproven(eligible, points);
        List<List<Integer>> fronts = Fronts.peel(
                eligible.size(),
                (one, other) -> Fronts.dominates(points.get(one), points.get(other)) || unproven[other][one]);
        List<Trial> order = new ArrayList<>();
        for (List<Integer> front : fronts) {
            inFront(front, points).forEach(i -> order.add(eligible.get(i)));
        }
        return order;
    }

    /**
     * The trial of the first front with the largest product, over objectives, of what it leaves to 1.1 when each objective is
     * scaled to [0, 1] over the eligible results.
     */
    @Override
    public Optional<Trial> incumbent(List<Trial> results, List<Objective> objectives) {
        List<Trial> eligible =
                results.stream().filter(result -> eligible(result, objectives)).toList();
        List<double[]> points = points(eligible, objectives);
        if (eligible.isEmpty()) {
            return Optional.empty();
        }
        List<double[]> scaled = Scaled.toUnit(points);
        return Fronts.of(points).get(0).stream()
                .max(Comparator.comparingDouble((Integer i) -> room(scaled.get(i)))
                        .thenComparing(Comparator.<Integer>reverseOrder()))
                .map(eligible::get);
    }

    private static List<Integer> inFront(List<Integer> front, List<double[]> points) {
        double[] room = Crowding.of(front.stream().map(points::get).toList());
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < front.size(); i++) {
            positions.add(i);
        }
        Comparator<Integer> byLoss = Comparator.comparingDouble((Integer i) -> points.get(front.get(i))[0])
                .thenComparingInt(i -> i);
        int best = positions.stream().min(byLoss).orElseThrow();
        positions.sort(Comparator.comparing((Integer i) -> i != best)
                .thenComparing(
                        Comparator.comparingDouble((Integer i) -> room[i]).reversed())
                .thenComparing(byLoss));
        return positions.stream().map(front::get).toList();
    }

    private static double room(double[] scaled) {
        double product = 1;
        for (double value : scaled) {
            product *= REFERENCE - value;
        }
        return product;
    }

    private static List<double[]> points(List<Trial> trials, List<Objective> objectives) {
        return trials.stream()
                .map(trial -> objectives.stream()
                        .mapToDouble(objective -> objective.loss(trial))
                        .toArray())
                .toList();
    }
}
