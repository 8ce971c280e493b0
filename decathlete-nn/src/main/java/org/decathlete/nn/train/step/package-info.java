/**
 * One training step: forward, loss, backward and optimiser, in as many passes, one after another or side by side, as memory and
 * processor like best. Start from {@link org.decathlete.nn.train.step.Learner}.
 */
@NullMarked
package org.decathlete.nn.train.step;

import org.jspecify.annotations.NullMarked;
