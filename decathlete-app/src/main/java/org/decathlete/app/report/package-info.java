/**
 * The report: one self-contained HTML file for people.
 *
 * <p>{@code app.reporting} and others fill a {@link org.decathlete.app.report.ReportContent}, plain data, and
 * {@link org.decathlete.app.report.ReportWriter} turns it into a page without scripts and without anything from the network.
 * {@link org.decathlete.app.report.StudyReport} does the same for what a search found.
 *
 * <p>What a page is made of lies in packages below this one, none of which knows it or a later one: {@code html},
 * {@code chart}, {@code picture}, {@code scores}, {@code finals}, {@code selection}, {@code study}.
 */
@NullMarked
package org.decathlete.app.report;

import org.jspecify.annotations.NullMarked;
