/**
 * How many samples a training step should have, measured by trial steps. Start from
 * {@link org.decathlete.nn.train.batchsize.BatchMeasurement}.
 */
@NullMarked
package org.decathlete.nn.train.batchsize;

import org.jspecify.annotations.NullMarked;
