package org.decathlete.app.report.study;

import org.jspecify.annotations.Nullable;

/**
 * What became of a configuration that a search was started with because it did well elsewhere.
 *
 * @param source where
 * @param remark what it could not take over from there; empty for nothing
 * @param trial its furthest one that was not stopped halfway, if there is one
 * @param budget of that trial
 * @param loss of that trial; null where it did not end well
 */
public record PortfolioEntry(
        String source,
        String remark,
        int trial,
        double budget,
        @Nullable Double loss) {}
