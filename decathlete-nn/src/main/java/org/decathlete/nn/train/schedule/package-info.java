/**
 * The learning rate and the epochs of a training, laid over its budget. Start from
 * {@link org.decathlete.nn.train.schedule.LearningRate} and {@link org.decathlete.nn.train.schedule.Pace}.
 */
@NullMarked
package org.decathlete.nn.train.schedule;

import org.jspecify.annotations.NullMarked;
