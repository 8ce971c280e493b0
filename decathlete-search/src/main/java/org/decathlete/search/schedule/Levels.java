package org.decathlete.search.schedule;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The budgets at which trials are compared.
 *
 * @param budgets increasing, in any unit; the last is the full budget
 * @param eta how many results of a level one is taken to the next from, at least 2; also the factor between budgets
 */
public record Levels(List<Double> budgets, int eta) {

    public Levels {
        budgets = List.copyOf(budgets);
        List<Double> sorted = budgets.stream().sorted().distinct().toList();
        if (eta < 2 || budgets.isEmpty() || !sorted.equals(budgets) || !(budgets.get(0) > 0)) {
            throw new IllegalArgumentException("budgets " + budgets + " and eta " + eta
                    + "; expected positive, increasing budgets and an eta of at least 2");
        }
    }

    /** The full budget divided by eta as often as it stays at or above the smallest: max, max / eta, max / eta², … */
    public static Levels between(double smallest, double full, int eta) {
        if (!(smallest > 0 && smallest <= full) || eta < 2) {
            throw new IllegalArgumentException("budgets from " + smallest + " to " + full + " with eta " + eta
                    + "; expected 0 < smallest <= full and an eta of at least 2");
        }
        // Rounding must not lose a level where the ratio is a power of eta.
        int top = (int) Math.floor(Math.log(full / smallest) / Math.log(eta) + 1e-9);
        return new Levels(
                IntStream.rangeClosed(0, top)
                        .mapToObj(level -> full / Math.pow(eta, top - level))
                        .toList(),
                eta);
    }

    /** A single budget. */
    public static Levels only(double budget) {
        return new Levels(List.of(budget), 2);
    }

    /** The index of the full budget. */
    public int top() {
        return budgets.size() - 1;
    }

    /** The budget of a level. */
    public double budget(int level) {
        return budgets.get(level);
    }
}
