/**
 * Gathers what a work folder knows of its trainings into the plain data that {@code app.report} turns into pages. Start from
 * {@link org.decathlete.app.reporting.TrainedReports}.
 */
@NullMarked
package org.decathlete.app.reporting;

import org.jspecify.annotations.NullMarked;
