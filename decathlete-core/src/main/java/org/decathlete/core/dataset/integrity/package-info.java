/**
 * Whether the files of a dataset are sound, and what they hold.
 *
 * <p>Start from {@link org.decathlete.core.dataset.integrity.IntegrityCheck}: it looks at every file of a dataset and reports
 * everything that is wrong at once, in an {@link org.decathlete.core.dataset.integrity.IntegrityReport}. Each
 * {@link org.decathlete.core.dataset.integrity.Finding} there says what is wrong and where, the
 * {@link org.decathlete.core.dataset.integrity.CaseFacts} what each case holds;
 * {@link org.decathlete.core.dataset.integrity.Duplicates} are cases with the same image.
 */
@NullMarked
package org.decathlete.core.dataset.integrity;

import org.jspecify.annotations.NullMarked;
