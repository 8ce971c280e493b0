package org.decathlete.app.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.decathlete.app.results.Contender;
import org.decathlete.core.metrics.MetricTable;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.statistics.Bootstrap;
import org.decathlete.core.statistics.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/**
 * Puts contenders in the order of their mean foreground Dice over all cases; of equal ones the first stays first, and single
 * configurations come before ensembles (nnU-Net, find_best_configuration). Intervals come from resampling the cases, the same for
 * all.
 *
 * @param ordered best first
 */
public record Ranking(List<Contender> ordered) {
    private static final long SEED = 12345;
    private static final Bootstrap BOOTSTRAP = Bootstrap.standard();

    static Ranking of(List<Contender> contenders) {
        List<Contender> ordered = new ArrayList<>(contenders);
        // A stable sort: what is equal keeps its place, and what has no value comes last.
        ordered.sort(Comparator.comparingDouble((Contender one) -> {
            double dice = dice(one);
            return Double.isNaN(dice) ? Double.POSITIVE_INFINITY : -dice;
        }));
        return new Ranking(List.copyOf(ordered));
    }

    Contender best() {
        return ordered.get(0);
    }

    /** The contenders in their order, each with intervals of its Dice and of how far it is behind the best. */
    public List<SelectionReport.Row> rows() {
        return ordered.stream().map(this::row).toList();
    }

    /** Why the best was chosen. */
    String reason() {
        ConfidenceInterval dice = interval(best().dice());
        String text = String.format(
                Locale.ROOT,
                "%s has the highest mean foreground Dice, %.4f (%.0f %% interval %.4f to %.4f), on %d cases that were not "
                        + "trained on.",
                best().name(),
                dice.estimate(),
                100 * dice.level(),
                dice.low(),
                dice.high(),
                best().ids().size());
        if (ordered.size() < 2) {
            return text + " Nothing else could be compared with it.";
        }
        ConfidenceInterval behind = behind(ordered.get(1));
        return text
                + String.format(
                        Locale.ROOT,
                        " The next, %s, is %.4f lower (interval %.4f to %.4f): %s.",
                        ordered.get(1).name(),
                        behind.estimate(),
                        behind.low(),
                        behind.high(),
                        behind.excludes(0)
                                ? "more than these cases would show by chance"
                                : "these cases do not tell the two apart, and the higher figure decides");
    }

    private SelectionReport.Row row(Contender one) {
        return new SelectionReport.Row(
                one.name(),
                one.members().stream()
                        .map(member -> new SelectionReport.Member(
                                member.candidate().id(), member.candidate().configuration(), member.seed()))
                        .toList(),
                SelectionReport.Interval.of(interval(one.dice())),
                perClass(one.scores()),
                SelectionReport.Interval.of(behind(one)));
    }

    private ConfidenceInterval behind(Contender one) {
        MetricTable best = best().dice();
        MetricTable table = one.dice();
        return BOOTSTRAP.of(
                best.ids().size(), drawn -> best.mean(drawn) - table.mean(drawn), new SplittableRandom(SEED));
    }

    private static ConfidenceInterval interval(MetricTable table) {
        return BOOTSTRAP.of(table.ids().size(), table::mean, new SplittableRandom(SEED));
    }

    private static double dice(Contender one) {
        MetricTable table = one.dice();
        return table.mean(IntStream.range(0, table.ids().size()).toArray());
    }

    private static Map<String, @Nullable Double> perClass(Scores scores) {
        Map<String, @Nullable Double> dice = new LinkedHashMap<>();
        scores.means()
                .forEach((key, mean) ->
                        dice.put(scores.classNames().getOrDefault(key, key), SelectionReport.orNull(mean.dice())));
        return dice;
    }
}
