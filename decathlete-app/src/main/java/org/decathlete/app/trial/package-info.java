/**
 * One trial of a search: a short training that can go on later, and how it is judged. Start from
 * {@link org.decathlete.app.trial.TrialTraining}.
 */
@NullMarked
package org.decathlete.app.trial;

import org.jspecify.annotations.NullMarked;
