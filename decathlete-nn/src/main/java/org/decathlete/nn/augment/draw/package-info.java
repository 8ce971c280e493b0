/**
 * What happens to a sample, drawn before anything happens to it, so that it may happen on any device. Start from
 * {@link org.decathlete.nn.augment.draw.ChangeDraw}, which makes a {@link org.decathlete.nn.augment.draw.SampleChange} of the numbers of a
 * {@link org.decathlete.nn.augment.draw.SampleRandom} key, so that a sample is a pure function of (seed, iteration, place in the batch).
 */
@NullMarked
package org.decathlete.nn.augment.draw;

import org.jspecify.annotations.NullMarked;
