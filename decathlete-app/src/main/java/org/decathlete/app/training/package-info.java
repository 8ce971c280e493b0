/**
 * The training of one fold, from what is decided before it (batch, share of a budget, where it starts) to its validation. Start from
 * {@link org.decathlete.app.training.FoldTraining}; what a command asks for is a {@link org.decathlete.app.training.RunRequest} or a
 * {@link org.decathlete.app.training.TrainRequest}.
 */
@NullMarked
package org.decathlete.app.training;

import org.jspecify.annotations.NullMarked;
