package org.decathlete.app.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decathlete.app.tune.FoldRace;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.schedule.Bracket;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.Levels;

/**
 * The budgets of a search's trials.
 *
 * <p>In seconds: let R be the highest budget, and let the first bracket of Hyperband start eta^k configurations at R / eta^k. It trains for
 * c R, where c = 1 + k (1 - 1 / eta), since a promoted trial goes on from its checkpoint; a trial that is not promoted ends with the epoch
 * that was begun, which is half of a thirtieth of R too late on average; and each of its n trials is judged, which takes V. With the default,
 * trained for R before, all of this is to fit into 95 % of the time A:
 *
 * <pre>{@code R = (0.95 A - (n + 1) V) / (1 + c + (configurations - finalists) / 60)}</pre>
 *
 * <p>Before finals R is no longer than each of these is trained.
 *
 * <p>Where trials are judged on several folds ({@link FoldRace}), budgets are those of one fold, and each trial takes its training, its delay and
 * its judging as often as its level has folds. What is saved where trials are beaten on their first folds is left to the next brackets.
 *
 * <p>Of all k with eta^k up to 27, the largest is taken at which the lowest budget R / eta^k still is {@value #FLOOR_SECONDS} s, or what the
 * user said; 0 where there is none, as long as R is {@value #SHORTEST_FULL_SECONDS} s, or what the user said. What is left of the time goes to the next brackets.
 *
 * @param levels budgets
 * @param counted whether they are epochs, rather than seconds
 * @param folds on which a trial is judged at most
 */
public record BracketPlan(Levels levels, boolean counted, int folds) {
    /** A training in less time hardly begins to learn. */
    public static final double FLOOR_SECONDS = 60;

    private static final double SHORTEST_FULL_SECONDS = 20;
    private static final double WIDEST = 27;
    private static final double MARGIN = 0.95;
    private static final double EPOCHS_OF_A_TRAINING = 30;

    /** How often all brackets are run in a search that ends by the clock: more often than any gets to. */
    private static final int WITHOUT_END = 1000;

    /**
     * Of a search by the clock.
     *
     * @param seconds for trials, in all
     * @param judging seconds of judging a trial on each of the folds, in their order
     * @throws DecathleteException of kind USAGE when there is not enough time for the default and one other candidate
     */
    public static BracketPlan timed(double seconds, List<Double> judging, TrialBudgetRequest asked, int eta) {
        double floor = asked.lowestSeconds().orElse(FLOOR_SECONDS);
        double least = asked.lowestSeconds().orElse(SHORTEST_FULL_SECONDS);
        for (int above = mostAbove(eta); ; above--) {
            BracketPlan unit = new BracketPlan(unit(above, eta), false, judging.size());
            double judged = unit.judged(judging);
            double fitting = (MARGIN * seconds - judged) / unit.weight();
            double highest = asked.seconds()
                    .orElse(Math.min(fitting, asked.longestSeconds().orElse(fitting)));
            if (highest / Math.pow(eta, above) >= floor || (above == 0 && highest >= least)) {
                return new BracketPlan(scaled(unit.levels(), highest), false, judging.size());
            }
            if (above == 0) {
                double needed = (least * unit.weight() + judged) / MARGIN;
                throw DecathleteException.usage(String.format(
                        Locale.ROOT,
                        "--budget leaves %.0f s for trials, but the default and one other candidate need %.0f s, of"
                                + " which %.0f s are for judging; give more",
                        Math.max(0, seconds),
                        Math.ceil(needed),
                        judged));
            }
        }
    }

    /** Of a search whose trials are counted in epochs. */
    public static BracketPlan counted(TrialBudgetRequest asked, int eta) {
        int highest = asked.epochs().orElseThrow();
        double lowest = asked.lowestEpochs().orElse(Math.max(1, (int) Math.ceil(highest / WIDEST)));
        return new BracketPlan(Levels.between(lowest, highest, eta), true, 1);
    }

    /** The same with trials that are judged on so many folds at most. */
    BracketPlan over(int most) {
        return new BracketPlan(levels, counted, most);
    }

    /** All brackets, once or until somebody stops. */
    public Hyperband hyperband(boolean once) {
        return new Hyperband(levels, Hyperband.Rule.FLOOR, once ? 1 : WITHOUT_END);
    }

    /** How many trials the first bracket starts. */
    public int firstTrials() {
        return first(levels).sizes().get(0);
    }

    /** Such as {@code 9 trials at 113 s, 3 at 341 s, 1 at 1025 s}, or {@code 3 at 341 s on 2 folds}. */
    public String firstBracket() {
        Bracket bracket = first(levels);
        return IntStream.range(0, bracket.sizes().size())
                .mapToObj(i -> bracket.sizes().get(i)
                        + (i == 0 ? " trials at " : " at ")
                        + amount(levels.budget(bracket.level() + i))
                        + folds(bracket.level() + i))
                .collect(Collectors.joining(", "));
    }

    /**
     * What the default and the first bracket are expected to take, judging included; only of budgets in seconds.
     *
     * @param judging seconds of judging a trial on each of the folds, in their order
     */
    public double firstSeconds(List<Double> judging) {
        BracketPlan unit = new BracketPlan(unit(levels.top(), levels.eta()), counted, folds);
        return levels.budget(levels.top()) * unit.weight() + judged(judging);
    }

    /** The budget of a trial that is trained to its end, with its unit. */
    public String highest() {
        return amount(levels.budget(levels.top())) + folds(levels.top());
    }

    private String folds(int level) {
        int count = FoldRace.folds(folds, level);
        return count == 1 ? "" : " on " + Words.folds(count);
    }

    private String amount(double budget) {
        return Words.amount(budget, counted);
    }

    /** Training of the default and the first bracket on all their folds, in highest budgets, which is 1 here. */
    private double weight() {
        Levels onFolds = new Levels(
                IntStream.rangeClosed(0, levels.top())
                        .mapToObj(level -> FoldRace.folds(folds, level) * levels.budget(level))
                        .toList(),
                levels.eta());
        Bracket bracket = first(levels);
        int late = 0;
        for (int i = 0; i + 1 < bracket.sizes().size(); i++) {
            int ended = bracket.sizes().get(i) - bracket.sizes().get(i + 1);
            late += ended * FoldRace.folds(folds, bracket.level() + i);
        }
        return onFolds.budget(levels.top()) + bracket.continuedCost(onFolds) + late / (2 * EPOCHS_OF_A_TRAINING);
    }

    /** Seconds of judging the default and the first bracket on all their folds. */
    private double judged(List<Double> judging) {
        Bracket bracket = first(levels);
        double seconds = 0;
        for (int fold = 0; fold < judging.size(); fold++) {
            int trials = fold < FoldRace.folds(folds, levels.top()) ? 1 : 0;
            for (int i = 0; i < bracket.sizes().size(); i++) {
                trials += fold < FoldRace.folds(folds, bracket.level() + i)
                        ? bracket.sizes().get(i)
                        : 0;
            }
            seconds += trials * judging.get(fold);
        }
        return seconds;
    }

    private static int mostAbove(int eta) {
        return (int) Math.floor(Math.log(WIDEST) / Math.log(eta) + 1e-9);
    }

    private static Bracket first(Levels levels) {
        return new Hyperband(levels, Hyperband.Rule.FLOOR, 1).brackets().get(0);
    }

    private static Levels unit(int above, int eta) {
        return Levels.between(Math.pow(eta, -above), 1, eta);
    }

    private static Levels scaled(Levels unit, double highest) {
        return new Levels(unit.budgets().stream().map(part -> part * highest).toList(), unit.eta());
    }
}
