/**
 * The report: one self-contained HTML file for people.
 *
 * <p>{@code app.reporting} and others fill a {@link org.decathlete.app.report.ReportContent}, plain data, and
 * {@link org.decathlete.app.report.ReportWriter} turns it into a page without scripts and without anything from the network.
 * {@link org.decathlete.app.report.StudyReport} does the same for what a search found.
 * {@link org.decathlete.app.report.CasePicture} cuts the slices to show out of a case, so that no volume is kept.
 */
@NullMarked
package org.decathlete.app.report;

import org.jspecify.annotations.NullMarked;
