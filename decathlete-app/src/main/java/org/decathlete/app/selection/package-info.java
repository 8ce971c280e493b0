/**
 * Which of the trained configurations, alone or two together, is the best by cross-validation, and what postprocessing it gains from.
 * Start from {@link org.decathlete.app.selection.Selection}.
 */
@NullMarked
package org.decathlete.app.selection;

import org.jspecify.annotations.NullMarked;
