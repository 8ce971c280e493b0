/**
 * Batches of sampled and augmented patches, made ahead of their use by the processor or on the device; a pure function of seed and
 * iteration. Start from {@link org.decathlete.nn.train.batch.TrainingData}.
 */
@NullMarked
package org.decathlete.nn.train.batch;

import org.jspecify.annotations.NullMarked;
