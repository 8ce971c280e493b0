/**
 * What a network is judged by while it learns: the targets of loss and validation, the pseudo-Dice of validation patches and its
 * moving average. Start from {@link org.decathlete.nn.train.validation.ValidationTally}.
 */
@NullMarked
package org.decathlete.nn.train.validation;

import org.jspecify.annotations.NullMarked;
