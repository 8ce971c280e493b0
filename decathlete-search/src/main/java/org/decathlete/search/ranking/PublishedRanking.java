package org.decathlete.search.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/**
 * The ranking behind Auto-nnU-Net's published runs, kept to reproduce them: fronts over everything ever seen at a budget, failing
 * trials included, and a crowding distance that is infinite at the two ends of a front and zero between them. In every front the
 * trial with the best loss therefore comes first, the one with the worst, the fastest, second, and the others by their loss. For
 * a search of one's own take {@link RegularizedRanking}.
 */
public record PublishedRanking() implements Ranking {

    @Override
    public boolean eligible(Trial result, List<Objective> objectives) {
        return true;
    }

    @Override
    public boolean acrossBrackets() {
        return true;
    }

    @Override
    public List<Trial> order(List<Trial> results, List<Objective> objectives) {
        List<double[]> points = results.stream()
                .map(result -> objectives.stream()
                        .mapToDouble(objective -> objective.loss(result))
                        .toArray())
                .toList();
        List<Trial> order = new ArrayList<>();
        for (List<Integer> front : Fronts.of(points)) {
            List<Integer> byLoss = new ArrayList<>(front);
            byLoss.sort(
                    Comparator.comparingDouble((Integer i) -> points.get(i)[0]).thenComparingInt(i -> i));
            if (byLoss.size() > 2) {
                byLoss.add(1, byLoss.remove(byLoss.size() - 1));
            }
            byLoss.forEach(i -> order.add(results.get(i)));
        }
        return order;
    }
}
