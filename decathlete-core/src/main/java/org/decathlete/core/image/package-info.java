/**
 * Operations on voxel arrays that know nothing of datasets or networks: finding the box of an image that holds something,
 * and resampling images and label maps to another grid.
 *
 * <p>Start from {@link org.decathlete.core.image.NonzeroCrop} and {@link org.decathlete.core.image.Resample}. Arrays are
 * {@code [z][y][x]}, x fastest; sizes and spacings are lists (z, y, x), or in whatever order of axes the caller uses throughout.
 */
@NullMarked
package org.decathlete.core.image;

import org.jspecify.annotations.NullMarked;
