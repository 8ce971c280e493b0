/**
 * Loss functions on logits. Start from {@link org.decathlete.nn.loss.Losses} (nnU-Net's) or
 * {@link org.decathlete.nn.loss.MonaiLosses}; a {@link org.decathlete.nn.loss.HeadLoss} judges one head,
 * {@link org.decathlete.nn.loss.DeepSupervision} weighs those of all heads.
 */
@NullMarked
package org.decathlete.nn.loss;

import org.jspecify.annotations.NullMarked;
