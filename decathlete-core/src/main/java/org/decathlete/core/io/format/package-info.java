/**
 * What a file format is, and how voxels are read and written in the same way for all of them.
 *
 * <p>Start from {@link org.decathlete.core.io.format.VolumeFormat}, the contract. A format reads the header of a file into a
 * {@link org.decathlete.core.io.format.StoredVolume}: the grid, and where the voxels are and how they are stored.
 * {@link org.decathlete.core.io.format.VolumeReader} reads them, checking what the header claims before it allocates;
 * {@link org.decathlete.core.io.format.VoxelWriter} encodes what is written.
 */
@NullMarked
package org.decathlete.core.io.format;

import org.jspecify.annotations.NullMarked;
