/**
 * How the cases of a dataset are dealt into training and validation.
 *
 * <p>{@link org.decathlete.core.dataset.folds.Folds} splits the cases as nnU-Net does,
 * {@link org.decathlete.core.dataset.folds.FoldRules} also by groups and strata, which it draws from what
 * {@code dataset.integrity} found in the cases. Either gives one {@link org.decathlete.core.dataset.folds.Split} per fold;
 * {@link org.decathlete.core.dataset.folds.SplitsFile} keeps them in nnU-Net's own file.
 * {@link org.decathlete.core.dataset.folds.LeakCheck} looks for what training and validation share.
 */
@NullMarked
package org.decathlete.core.dataset.folds;

import org.jspecify.annotations.NullMarked;
