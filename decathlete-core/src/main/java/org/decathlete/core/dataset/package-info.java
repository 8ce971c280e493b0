/**
 * Labelled datasets on disk: what they declare, and which cases they hold.
 *
 * <p>Start from {@link org.decathlete.core.dataset.DatasetReader}, which gives a {@link org.decathlete.core.dataset.Dataset};
 * {@link org.decathlete.core.dataset.CaseReader} reads one case of it. Whether the files are sound is for
 * {@code dataset.integrity} to find out, and {@code dataset.folds} splits the cases; both know this package, and it knows
 * neither.
 */
@NullMarked
package org.decathlete.core.dataset;

import org.jspecify.annotations.NullMarked;
