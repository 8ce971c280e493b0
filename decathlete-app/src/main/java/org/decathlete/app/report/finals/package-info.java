/**
 * What the finals of a search came to. Others fill a {@link org.decathlete.app.report.finals.FinalsSummary}, plain data;
 * {@link org.decathlete.app.report.finals.FinalsSection} is the section about it.
 */
@NullMarked
package org.decathlete.app.report.finals;

import org.jspecify.annotations.NullMarked;
