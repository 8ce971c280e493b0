/**
 * MetaImage: .mha, and .mhd with its voxels in a file beside it.
 *
 * <p>Start from {@link org.decathlete.core.io.metaimage.MetaImageFormat}. {@code MetaImageShape} and {@code MetaImageGeometry}
 * read extents and place out of a {@code MetaImageHeader}, {@code MetaImageVoxels} finds the voxels. What a file that is
 * written says about its place is {@code MetaImagePlace}.
 */
@NullMarked
package org.decathlete.core.io.metaimage;

import org.jspecify.annotations.NullMarked;
