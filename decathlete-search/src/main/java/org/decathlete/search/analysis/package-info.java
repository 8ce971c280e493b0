/**
 * What a study has shown. Start from {@link org.decathlete.search.analysis.StudyAnalysis}, which gathers everything; {@link
 * org.decathlete.search.analysis.ParetoFront}, {@link org.decathlete.search.analysis.HypervolumeCurve} and the others stand for
 * themselves as well.
 */
@NullMarked
package org.decathlete.search.analysis;

import org.jspecify.annotations.NullMarked;
