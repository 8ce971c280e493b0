/**
 * The little statistics that a search needs: the normal distribution and its truncation ({@link
 * org.decathlete.search.statistics.TruncatedNormal}), and a paired test with the correction for the number of tests.
 */
@NullMarked
package org.decathlete.search.statistics;

import org.jspecify.annotations.NullMarked;
