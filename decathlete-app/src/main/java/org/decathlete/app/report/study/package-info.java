/**
 * What a search found. Start from {@link org.decathlete.app.report.study.StudySection}, made of {@code StudyCharts} and
 * {@code StudyTables}. What the search was started with is a list of {@link org.decathlete.app.report.study.PortfolioEntry}s
 * and a {@link org.decathlete.app.report.study.PortfolioSection}.
 */
@NullMarked
package org.decathlete.app.report.study;

import org.jspecify.annotations.NullMarked;
