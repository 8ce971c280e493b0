/**
 * Operations on voxel arrays that know nothing of files, datasets or networks: cropping, resampling, distances.
 *
 * <p>Everything works on flat arrays {@code [z][y][x]}, x fastest, with sizes and spacings in the order (z, y, x).
 */
@NullMarked
package org.decathlete.core.image;

import org.jspecify.annotations.NullMarked;
