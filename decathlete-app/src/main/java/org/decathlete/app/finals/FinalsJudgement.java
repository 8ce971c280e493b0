package org.decathlete.app.finals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.decathlete.app.project.NestedSplit;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.core.metrics.MetricTable;
import org.decathlete.core.statistics.Bootstrap;
import org.decathlete.core.statistics.ConfidenceInterval;
import org.decathlete.core.statistics.HolmCorrection;
import org.decathlete.core.statistics.SignedRankTest;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among finals by the selection cases alone, and tells from the cases kept aside what the choice is worth against the default:
 * difference of the mean Dice, its interval by resampling cases, and Wilcoxon's signed-rank test of the cases' mean Dice.
 *
 * @param ordered best first; of equally good ones the earlier, so that the default and single models come before others
 * @param baseline the default's final, its best on the selection cases
 * @param selection cases that all could be judged on, to choose by
 * @param heldBack such cases that were kept aside
 */
record FinalsJudgement(List<Entrant> ordered, Entrant baseline, List<String> selection, List<String> heldBack) {
    private static final long SEED = 12345;
    private static final Bootstrap BOOTSTRAP = Bootstrap.standard();
    private static final double SIGNIFICANCE = 0.05;

    /**
     * Judges.
     *
     * @param entrants at least one of which is the default
     */
    static FinalsJudgement of(List<Entrant> entrants, NestedSplit nested) {
        List<String> selection = common(entrants, nested.selection());
        List<String> heldBack = common(entrants, nested.heldBack());
        List<Entrant> ordered = new ArrayList<>(entrants);
        ordered.sort(Comparator.comparingDouble(one -> loss(one, selection)));
        Entrant baseline =
                ordered.stream().filter(Entrant::isDefault).findFirst().orElseThrow();
        return new FinalsJudgement(List.copyOf(ordered), baseline, selection, heldBack);
    }

    private static List<String> common(List<Entrant> entrants, List<String> cases) {
        return cases.stream()
                .filter(id -> entrants.stream().allMatch(one -> one.judged().contains(id)))
                .toList();
    }

    private static double loss(Entrant one, List<String> selection) {
        double dice = one.meanDice(selection);
        return Double.isNaN(dice) ? Double.POSITIVE_INFINITY : -dice;
    }

    Entrant chosen() {
        return ordered.get(0);
    }

    /**
     * For the report.
     *
     * @param basis what was done, in words
     * @param notes what else a reader should know
     */
    FinalsSummary summary(String basis, List<String> notes) {
        List<FinalsSummary.@Nullable Gain> gains = gains();
        List<FinalsSummary.Row> rows = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            Entrant one = ordered.get(i);
            rows.add(new FinalsSummary.Row(
                    one.name(),
                    one.model(),
                    one.differences(),
                    orNull(one.meanDice(selection)),
                    orNull(one.meanDice(heldBack)),
                    gains.get(i),
                    one.trainingSeconds(),
                    orNull(one.judgingSeconds() / one.judged().size()),
                    one.parameters()));
        }
        return new FinalsSummary(
                basis,
                selection,
                heldBack,
                BOOTSTRAP.level(),
                rows,
                baseline.name(),
                reason(),
                gainText(gains.get(0)),
                notes);
    }

    /** Of each in order over the baseline; null for this itself. */
    private List<FinalsSummary.@Nullable Gain> gains() {
        double[] p = ordered.stream()
                .mapToDouble(one -> one.equals(baseline)
                        ? Double.NaN
                        : SignedRankTest.of(differences(one)).p())
                .toArray();
        double[] corrected = HolmCorrection.adjust(p);
        List<FinalsSummary.@Nullable Gain> gains = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            gains.add(ordered.get(i).equals(baseline) ? null : gain(ordered.get(i), p[i], corrected[i]));
        }
        return gains;
    }

    private FinalsSummary.Gain gain(Entrant one, double p, double corrected) {
        MetricTable own = one.dice(heldBack);
        MetricTable other = baseline.dice(heldBack);
        ConfidenceInterval interval =
                BOOTSTRAP.of(heldBack.size(), drawn -> own.mean(drawn) - other.mean(drawn), new SplittableRandom(SEED));
        double[] differences = differences(one);
        return new FinalsSummary.Gain(
                orNull(interval.estimate()),
                orNull(interval.low()),
                orNull(interval.high()),
                (int) Arrays.stream(differences).filter(value -> value > 0).count(),
                (int) Arrays.stream(differences).filter(value -> value < 0).count(),
                orNull(p),
                orNull(corrected));
    }

    /** Of the mean Dice of each case kept aside. */
    private double[] differences(Entrant one) {
        MetricTable own = one.dice(heldBack);
        MetricTable other = baseline.dice(heldBack);
        return IntStream.range(0, heldBack.size())
                .mapToDouble(i -> own.mean(new int[] {i}) - other.mean(new int[] {i}))
                .toArray();
    }

    private String reason() {
        String cases = " on the " + selection.size() + " cases to choose by";
        String dice = four(chosen().meanDice(selection));
        if (chosen().equals(baseline)) {
            return "The default stays: nothing has a higher mean Dice than its " + dice + cases + ".";
        }
        return "Chosen is " + chosen().name() + ": it has the highest mean Dice, " + dice + "," + cases
                + ", where the default has " + four(baseline.meanDice(selection)) + ".";
    }

    private String gainText(FinalsSummary.@Nullable Gain gain) {
        String cases = "On the " + heldBack.size() + " cases kept aside, which neither training nor choosing saw: Dice "
                + four(chosen().meanDice(heldBack));
        if (gain == null) {
            return cases + ". Against itself the default has no gain.";
        }
        Double p = gain.p();
        return cases + ", the default's " + four(baseline.meanDice(heldBack)) + ": "
                + String.format(
                        Locale.ROOT,
                        "%+.4f (%.0f %% interval %+.4f to %+.4f), better on %d cases, worse on %d, %s: ",
                        orNan(gain.value()),
                        100 * BOOTSTRAP.level(),
                        orNan(gain.low()),
                        orNan(gain.high()),
                        gain.better(),
                        gain.worse(),
                        p == null ? "no case differs" : String.format(Locale.ROOT, "p = %.3g (Wilcoxon)", p))
                + (p != null && p < SIGNIFICANCE
                        ? "more than these cases would show by chance."
                        : "these cases do not tell the two apart.");
    }

    /** Over all cases of a table. */
    static double mean(MetricTable table) {
        return table.mean(IntStream.range(0, table.ids().size()).toArray());
    }

    private static String four(double value) {
        return Double.isNaN(value) ? "without a value" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static double orNan(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
