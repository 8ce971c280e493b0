package org.decathlete.core.statistics;

/**
 * Where a figure lies, as far as the cases tell.
 *
 * @param estimate the figure itself
 * @param low lower end
 * @param high upper end
 * @param level how often such intervals hold the true figure, such as 0.95
 */
public record ConfidenceInterval(double estimate, double low, double high, double level) {

    /** Whether {@code value} lies outside. */
    public boolean excludes(double value) {
        return value < low || value > high;
    }
}
