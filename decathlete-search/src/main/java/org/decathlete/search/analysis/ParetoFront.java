package org.decathlete.search.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.decathlete.search.ranking.Fronts;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/** The trials of a study that no other trial dominates, whatever their budgets. */
public final class ParetoFront {
    private static final double REFERENCE = 1.1;

    private ParetoFront() {}

    /** Trials that ended well and that none dominates, by the first objective, best first. */
    public static List<Trial> of(List<Trial> trials, List<Objective> objectives) {
        List<Trial> well =
                trials.stream().filter(trial -> trial.state() == TrialState.OK).toList();
        List<List<Integer>> fronts = Fronts.of(points(well, objectives));
        List<Trial> front = new ArrayList<>();
        if (!fronts.isEmpty()) {
            fronts.get(0).forEach(i -> front.add(well.get(i)));
        }
        front.sort(Comparator.comparingDouble((Trial trial) -> objectives.get(0).loss(trial))
                .thenComparingInt(Trial::id));
        return front;
    }

    /**
     * The area that the front of two objectives dominates: both are scaled to [0, 1] over all trials that ended well, and the
     * reference is (1.1, 1.1), so that 1.21 cannot be exceeded.
     */
    public static double hypervolume(List<Trial> trials, List<Objective> objectives) {
        if (objectives.size() != 2) {
            throw new IllegalArgumentException(
                    objectives.size() + " objectives; the hypervolume is defined here for two");
        }
        List<Trial> well =
                trials.stream().filter(trial -> trial.state() == TrialState.OK).toList();
        if (well.isEmpty()) {
            return 0;
        }
        Extent quality = Extent.of(well, objectives.get(0));
        Extent cost = Extent.of(well, objectives.get(1));
        double area = 0;
        double ceiling = REFERENCE;
        List<Trial> front = of(well, objectives);
        // From the worst loss, which is the cheapest, to the best: each adds the strip between its cost and that of the
        // next.
        for (int i = front.size() - 1; i >= 0; i--) {
            double loss = quality.scaled(objectives.get(0).loss(front.get(i)));
            double price = cost.scaled(objectives.get(1).loss(front.get(i)));
            area += Math.max(0, ceiling - loss) * (REFERENCE - price);
            ceiling = loss;
        }
        return area;
    }

    private record Extent(double low, double high) {
        static Extent of(List<Trial> trials, Objective objective) {
            double[] losses =
                    trials.stream().mapToDouble(objective::loss).sorted().toArray();
            return new Extent(losses[0], losses[losses.length - 1]);
        }

        double scaled(double loss) {
            return high > low ? (loss - low) / (high - low) : 0;
        }
    }

    private static List<double[]> points(List<Trial> trials, List<Objective> objectives) {
        return trials.stream()
                .map(trial -> objectives.stream()
                        .mapToDouble(objective -> objective.loss(trial))
                        .toArray())
                .toList();
    }
}
