/**
 * How a candidate is trained: where, in which precision, with which seed and for how long. Not part of its identity. Start from
 * {@link org.decathlete.nn.train.settings.RunSettings}.
 */
@NullMarked
package org.decathlete.nn.train.settings;

import org.jspecify.annotations.NullMarked;
