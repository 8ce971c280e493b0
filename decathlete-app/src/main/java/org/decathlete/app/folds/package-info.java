/**
 * The trainings of several folds, one after another or side by side in processes of their own. Start from
 * {@link org.decathlete.app.folds.FoldRuns}.
 */
@NullMarked
package org.decathlete.app.folds;

import org.jspecify.annotations.NullMarked;
