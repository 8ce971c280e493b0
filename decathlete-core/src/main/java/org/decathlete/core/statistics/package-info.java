/**
 * How sure one can be of a number that was measured on some cases, and of a difference between two models.
 *
 * <p>{@link org.decathlete.core.statistics.Bootstrap} gives confidence intervals;
 * {@link org.decathlete.core.statistics.SignedRankTest} and {@link org.decathlete.core.statistics.PermutationTest} compare two
 * models on the same cases; {@link org.decathlete.core.statistics.HolmCorrection} corrects for the number of such tests.
 * {@link org.decathlete.core.statistics.LineFit} fits a line through measurements in time and tells how steep it may be at most.
 * Everything random comes from a seeded source that is passed in.
 */
@NullMarked
package org.decathlete.core.statistics;

import org.jspecify.annotations.NullMarked;
