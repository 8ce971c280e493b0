/**
 * What was tried and what came of it. A {@link org.decathlete.search.trial.Trial} is one configuration trained up to one budget; the
 * {@link org.decathlete.search.trial.History} is the view of all trials that schedulers and samplers decide by; {@link
 * org.decathlete.search.trial.TrialLog} is the history that grows.
 */
@NullMarked
package org.decathlete.search.trial;

import org.jspecify.annotations.NullMarked;
