/**
 * Where a training stands and what it has decided, while it moves ({@link org.decathlete.nn.train.state.Standing}) and as a picture
 * for checkpoints ({@link org.decathlete.nn.train.state.TrainingState}).
 */
@NullMarked
package org.decathlete.nn.train.state;

import org.jspecify.annotations.NullMarked;
