/**
 * What is done to the masks of the previous stage in a cascade, so that the second stage learns not to trust them blindly. Start from
 * {@link org.decathlete.nn.augment.corruption.MaskCorruption}.
 */
@NullMarked
package org.decathlete.nn.augment.corruption;

import org.jspecify.annotations.NullMarked;
