/**
 * Whether a precision computes a candidate rightly, and the scale of the loss in half precision. Start from
 * {@link org.decathlete.nn.train.precision.PrecisionCheck}.
 */
@NullMarked
package org.decathlete.nn.train.precision;

import org.jspecify.annotations.NullMarked;
