/**
 * Training one candidate on one split. Start from {@link org.decathlete.nn.train.Trainer}: sampled and augmented patches come
 * from a loader on a thread of its own, the network learns from them, a checkpoint holds everything that is needed to go on.
 */
@NullMarked
package org.decathlete.nn.train;

import org.jspecify.annotations.NullMarked;
