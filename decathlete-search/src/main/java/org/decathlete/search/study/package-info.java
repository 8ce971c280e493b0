/**
 * A search from its first proposal to its best result. Start from {@link org.decathlete.search.study.Study}: {@code ask} for a trial,
 * evaluate it, {@code tell} what came of it; or let {@link org.decathlete.search.study.StudyRunner} do so with several threads. {@link
 * org.decathlete.search.study.StudyView} is what a study decides by, for whoever keeps trials elsewhere. {@link
 * org.decathlete.search.study.HalfwayTest} tells an evaluator which trials are not worth the second half of their budget, {@link
 * org.decathlete.search.study.RaceTest} which are not worth their further folds.
 */
@NullMarked
package org.decathlete.search.study;

import org.jspecify.annotations.NullMarked;
