package org.decathlete.app.report.selection;

import java.util.List;

/**
 * What was compared, what was chosen, and what is done to its label maps.
 *
 * @param basis what all figures were measured on, in words
 * @param level how often intervals such as those shown hold the true figure, such as 0.95
 * @param classNames classes of {@link Row#dicePerClass}
 * @param rows best first; the first is the chosen one
 * @param reason why it was chosen
 * @param notCompared a sentence for each that could not be compared
 * @param postprocessing what is decided on and what it gains
 */
public record SelectionSummary(
        String basis,
        double level,
        List<String> classNames,
        List<Row> rows,
        String reason,
        List<String> notCompared,
        Postprocessing postprocessing) {

    public SelectionSummary {
        classNames = List.copyOf(classNames);
        rows = List.copyOf(rows);
        notCompared = List.copyOf(notCompared);
    }

    /**
     * A single configuration or an ensemble.
     *
     * @param dice mean foreground Dice
     * @param behind how much lower that is than the chosen one's, on the same cases
     * @param dicePerClass mean Dice per class; NaN where there is none
     */
    public record Row(String name, Estimate dice, Estimate behind, List<Double> dicePerClass) {
        public Row {
            dicePerClass = List.copyOf(dicePerClass);
        }
    }

    /** A figure with the ends of its interval; NaN where there is none. */
    public record Estimate(double value, double low, double high) {
        boolean isFinite() {
            return Double.isFinite(value) && Double.isFinite(low) && Double.isFinite(high);
        }
    }

    /**
     * What is done to label maps.
     *
     * @param words in words
     * @param before mean foreground Dice without it
     * @param after with it
     * @param tried a sentence for each step that was tried
     */
    public record Postprocessing(String words, double before, double after, List<String> tried) {
        public Postprocessing {
            tried = List.copyOf(tried);
        }
    }
}
