package org.decathlete.core.statistics;

/**
 * What a paired test says.
 *
 * @param statistic the test's own figure
 * @param p how likely a difference at least as large is where there is none, two-sided; NaN where nothing can be tested
 * @param pairs how many pairs entered
 * @param method how p was found, in a few words
 */
public record TestResult(double statistic, double p, int pairs, String method) {

    static TestResult untestable(int pairs, String reason) {
        return new TestResult(Double.NaN, Double.NaN, pairs, reason);
    }
}
