/**
 * A training sample ({@link org.decathlete.nn.augment.patch.Patch}), with the masks of a previous stage where there is one, and the case
 * whose voxels it is cut from ({@link org.decathlete.nn.augment.patch.PatchReader}), in plain arrays.
 */
@NullMarked
package org.decathlete.nn.augment.patch;

import org.jspecify.annotations.NullMarked;
