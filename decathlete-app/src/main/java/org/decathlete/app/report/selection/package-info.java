/**
 * What was compared and chosen. Others fill a {@link org.decathlete.app.report.selection.SelectionSummary}, plain data;
 * {@link org.decathlete.app.report.selection.SelectionSection} is the section about it.
 */
@NullMarked
package org.decathlete.app.report.selection;

import org.jspecify.annotations.NullMarked;
