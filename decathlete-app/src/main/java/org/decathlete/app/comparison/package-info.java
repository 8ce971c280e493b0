/**
 * Compares the predictions of several models on the same cases: means, cases, and paired tests per structure. Start from
 * {@link org.decathlete.app.comparison.Comparing}.
 */
@NullMarked
package org.decathlete.app.comparison;

import org.jspecify.annotations.NullMarked;
