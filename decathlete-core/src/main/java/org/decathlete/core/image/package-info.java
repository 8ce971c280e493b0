/**
 * Operations on voxel arrays that know nothing of files, datasets or networks: finding the box of an image that holds something,
 * resampling images and label maps to another grid, copying boxes from one array to another, distances, connected components.
 *
 * <p>Start from {@link org.decathlete.core.image.NonzeroCrop}, {@link org.decathlete.core.image.Resample} and
 * {@link org.decathlete.core.image.DistanceTransform}, {@link org.decathlete.core.image.Components}. Arrays are {@code [z][y][x]}, x fastest; sizes and spacings are lists
 * (z, y, x), or in whatever order of axes the caller uses throughout.
 */
@NullMarked
package org.decathlete.core.image;

import org.jspecify.annotations.NullMarked;
