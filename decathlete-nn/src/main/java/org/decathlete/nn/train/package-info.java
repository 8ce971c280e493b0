/**
 * Training one candidate on one split: the loop. Start from {@link org.decathlete.nn.train.Trainer}: sampled and augmented patches
 * come from a loader on a thread of its own, the network learns from them, a checkpoint holds everything that is needed to go on.
 *
 * <p>What the loop is made of lies in packages below this one, none of which knows the loop or a later one: {@code settings},
 * {@code schedule}, {@code convergence}, {@code validation}, {@code batch}, {@code precision}, {@code step}, {@code batchsize},
 * {@code state}, {@code checkpoint}, {@code log}.
 */
@NullMarked
package org.decathlete.nn.train;

import org.jspecify.annotations.NullMarked;
