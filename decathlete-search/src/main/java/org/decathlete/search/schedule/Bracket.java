package org.decathlete.search.schedule;

import java.util.List;
import java.util.OptionalInt;

/**
 * One round of successive halving.
 *
 * @param level at which it starts
 * @param sizes number of trials at that level and at each one above
 */
public record Bracket(int level, List<Integer> sizes) {

    public Bracket {
        sizes = List.copyOf(sizes);
    }

    /** How many trials it has at a level; empty where it has none. */
    OptionalInt size(int at) {
        int index = at - level;
        return index >= 0 && index < sizes.size() ? OptionalInt.of(sizes.get(index)) : OptionalInt.empty();
    }

    /** How many of those at a level go on to the next; empty where none does. */
    OptionalInt places(int at) {
        return at < level ? OptionalInt.empty() : size(at + 1);
    }

    /** Number of trials. */
    public int trials() {
        return sizes.stream().mapToInt(Integer::intValue).sum();
    }

    /** Sum of the budgets of all trials. */
    public double nominalCost(Levels levels) {
        double sum = 0;
        for (int i = 0; i < sizes.size(); i++) {
            sum += sizes.get(i) * levels.budget(level + i);
        }
        return sum;
    }

    /** The same when a promoted trial pays only for what it adds. */
    public double continuedCost(Levels levels) {
        double sum = sizes.get(0) * levels.budget(level);
        for (int i = 1; i < sizes.size(); i++) {
            sum += sizes.get(i) * (levels.budget(level + i) - levels.budget(level + i - 1));
        }
        return sum;
    }
}
