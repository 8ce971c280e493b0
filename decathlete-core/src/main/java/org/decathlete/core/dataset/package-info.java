/**
 * Labelled datasets on disk: what they declare, which cases they hold, whether the files are sound, and how they are split.
 *
 * <p>Start from {@link org.decathlete.core.dataset.DatasetReader}, which gives a {@link org.decathlete.core.dataset.Dataset};
 * {@link org.decathlete.core.dataset.IntegrityCheck} looks at every file of it and reports all findings at once,
 * {@link org.decathlete.core.dataset.CaseReader} reads one case, {@link org.decathlete.core.dataset.Folds} splits the cases as
 * nnU-Net does, {@link org.decathlete.core.dataset.FoldRules} also by groups and strata, and
 * {@link org.decathlete.core.dataset.LeakCheck} looks for what training and validation share.
 */
@NullMarked
package org.decathlete.core.dataset;

import org.jspecify.annotations.NullMarked;
