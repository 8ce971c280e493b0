/**
 * The checkpoints of a run folder, whose training they belong to, and what can be read from them. Start from
 * {@link org.decathlete.nn.train.checkpoint.Checkpoints}; of finished trainings from
 * {@link org.decathlete.nn.train.checkpoint.FinishedTraining}.
 */
@NullMarked
package org.decathlete.nn.train.checkpoint;

import org.jspecify.annotations.NullMarked;
