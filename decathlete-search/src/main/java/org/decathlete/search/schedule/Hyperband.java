package org.decathlete.search.schedule;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Trial;

/**
 * Brackets of successive halving that trade the number of configurations against the budget at which they start (Li et al. 2018).
 * With q levels above its own, a bracket starts with {@code floor(n / (q + 1)) eta^q} configurations, as HpBandSter, NePS and
 * Auto-nnU-Net do, or with {@code ceil(n eta^q / (q + 1))}, as in the paper, n being the number of levels.
 *
 * @param levels the budgets
 * @param rule how the number of configurations is rounded
 * @param repetitions how often all brackets are run, positive
 */
public record Hyperband(Levels levels, Rule rule, int repetitions) implements Scheduler {

    /** How the number of configurations of a bracket is rounded. */
    public enum Rule {
        FLOOR,
        CEILING
    }

    public Hyperband {
        if (repetitions < 1) {
            throw new IllegalArgumentException(repetitions + " repetitions; expected at least one");
        }
    }

    /** All brackets once, with the floor rule. */
    public static Hyperband of(double smallest, double full, int eta) {
        return new Hyperband(Levels.between(smallest, full, eta), Rule.FLOOR, 1);
    }

    /** The same, repeated. */
    public Hyperband repeated(int times) {
        return new Hyperband(levels, rule, times);
    }

    /** All brackets of one repetition. */
    public List<Bracket> brackets() {
        return IntStream.rangeClosed(0, levels.top()).mapToObj(this::bracket).toList();
    }

    @Override
    public Step next(History history, Preference preference) {
        return brackets(history, preference, 0).next();
    }

    @Override
    public OptionalInt places(Trial trial) {
        return trial.bracket() == Trial.NO_BRACKET
                ? OptionalInt.empty()
                : within(trial).places(trial.level());
    }

    @Override
    public OptionalInt size(Trial trial) {
        return places(trial).isEmpty() ? OptionalInt.empty() : within(trial).size(trial.level());
    }

    @Override
    public boolean lost(Trial trial, History history, Preference preference) {
        return brackets(history, preference, 0).lost(trial);
    }

    /** @param lowest level; brackets below it do not begin */
    Brackets brackets(History history, Preference preference, int lowest) {
        List<Bracket> brackets = brackets();
        return new Brackets(
                number -> brackets.get(number % brackets.size()),
                brackets.size() * repetitions,
                lowest,
                levels,
                history,
                preference);
    }

    @Override
    public double firstBracketCost() {
        return bracket(0).continuedCost(levels);
    }

    /** The bracket of a trial that has one. */
    private Bracket within(Trial trial) {
        return bracket(trial.bracket() % levels.budgets().size());
    }

    private Bracket bracket(int level) {
        int above = levels.top() - level;
        int count = levels.budgets().size();
        double factor = Math.pow(levels.eta(), above);
        double configurations = rule == Rule.FLOOR
                ? Math.floor(count / (above + 1.0)) * factor
                : Math.ceil(count * factor / (above + 1) - 1e-9);
        return SuccessiveHalving.halved(level, (int) Math.round(configurations), levels);
    }
}
