package org.decathlete.app.report.finals;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the finals of a search came to: its best candidates and the default, each trained to the end of a schedule of its own, and joined.
 *
 * @param basis what was done and measured on what, in words
 * @param selectionCases cases that the search and the finals chose by
 * @param heldBackCases cases that neither learned from nor chose by; none of the models was trained on any case of either kind
 * @param level how often intervals such as those here hold the true figure
 * @param rows best on the selection cases first; the first is the chosen one
 * @param baseline name of the default's final that the others are measured against, its best on the selection cases
 * @param reason why the first was chosen
 * @param gain of the chosen over the baseline on the cases kept aside, in words: the one comparison that was settled beforehand
 * @param notes a sentence for each thing that a reader should know, such as finals that failed
 */
public record FinalsSummary(
        String basis,
        List<String> selectionCases,
        List<String> heldBackCases,
        double level,
        List<Row> rows,
        String baseline,
        String reason,
        String gain,
        List<String> notes) {

    public FinalsSummary {
        selectionCases = List.copyOf(selectionCases);
        heldBackCases = List.copyOf(heldBackCases);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * A final, or several together.
     *
     * @param name what it was in the search, such as {@code default} or {@code trial 17, the best}
     * @param model name of what was trained
     * @param differences what differs from the default, in words
     * @param selectionDice mean Dice over classes of the means over the selection cases; null where there is no value
     * @param heldBackDice the same over the cases kept aside
     * @param gain how much more {@code heldBackDice} is than the baseline's; null in the baseline's own row
     * @param trainingSeconds time that its trainings were active
     * @param secondsPerCase time of predicting and comparing a case; null where that is not known
     * @param parameters trainable ones
     */
    public record Row(
            String name,
            String model,
            String differences,
            @Nullable Double selectionDice,
            @Nullable Double heldBackDice,
            @Nullable Gain gain,
            double trainingSeconds,
            @Nullable Double secondsPerCase,
            double parameters) {}

    /**
     * A difference of means on the cases kept aside, and a paired test of the cases.
     *
     * @param value the difference; null where there is none
     * @param low lower end of its interval
     * @param high upper end
     * @param better on how many cases
     * @param worse on how many cases
     * @param p two-sided, of Wilcoxon's signed-rank test of the mean Dice of each case; null where no case differs
     * @param corrected that p after Holm's correction for all rows
     */
    public record Gain(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            int better,
            int worse,
            @Nullable Double p,
            @Nullable Double corrected) {}

    /** The chosen one. */
    public Row chosen() {
        return rows.get(0);
    }
}
