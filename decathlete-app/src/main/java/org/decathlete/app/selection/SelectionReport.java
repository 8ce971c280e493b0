package org.decathlete.app.selection;

import java.util.List;
import java.util.Map;
import org.decathlete.core.statistics.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/**
 * What was compared and what was chosen, as {@code selection.json}.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param created when, ISO 8601
 * @param folds folds that were compared on
 * @param cases number of cases behind every figure; no member was trained on a case that it is judged on here
 * @param rule name of the ensemble rule
 * @param contenders best first
 * @param leftOut what was not compared, with the reason and the remedy
 * @param chosen name of the chosen one
 * @param reason why, in words
 * @param postprocessing what is done to its label maps
 * @param modelId name of the model that was written
 * @param model its folder
 */
public record SelectionReport(
        String format,
        int version,
        String created,
        List<Integer> folds,
        int cases,
        String rule,
        List<Row> contenders,
        Map<String, String> leftOut,
        String chosen,
        String reason,
        Steps postprocessing,
        String modelId,
        String model) {
    /** Name of the format of {@code selection.json}. */
    public static final String FORMAT = "decathlete-selection";
    /** Its version. */
    public static final int VERSION = 1;

    /**
     * A single configuration or an ensemble.
     *
     * @param name its name
     * @param members its parts; one for a single configuration
     * @param dice mean foreground Dice, with what resampling the cases leaves of it
     * @param dicePerClass mean Dice per class
     * @param behindChosen how much lower that Dice is than the chosen one's
     */
    public record Row(
            String name,
            List<Member> members,
            Interval dice,
            Map<String, @Nullable Double> dicePerClass,
            Interval behindChosen) {}

    /** A part: a candidate trained with a seed. */
    public record Member(String candidate, String configuration, long seed) {}

    /** A figure and its confidence interval; null where there is no value. */
    public record Interval(
            @Nullable Double estimate,
            @Nullable Double low,
            @Nullable Double high,
            double level) {
        static Interval of(ConfidenceInterval interval) {
            return new Interval(
                    orNull(interval.estimate()), orNull(interval.low()), orNull(interval.high()), interval.level());
        }
    }

    /**
     * What is done to label maps.
     *
     * @param words in words
     * @param diceBefore mean foreground Dice without it
     * @param diceAfter with it; chosen on these cases, so a little too good
     * @param tried a sentence for each step that was tried
     */
    public record Steps(
            String words,
            @Nullable Double diceBefore,
            @Nullable Double diceAfter,
            List<String> tried) {}

    static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
