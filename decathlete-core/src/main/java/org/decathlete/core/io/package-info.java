/**
 * Volumes on disk. Start from {@link org.decathlete.core.io.VolumeFiles}; nobody else knows the packages below.
 *
 * <p>A file is opened as a {@code VolumeSource} ({@code io.bytes}), which looks through gzip; the {@code VolumeFormat}
 * ({@code io.format}) that recognises its first bytes reads its header into a {@code StoredVolume}: the grid, and where the
 * voxels are and how they are stored. What delivers them as plain samples is a {@code VoxelContent}, which bounds what a header
 * may claim, and {@code VolumeReader} reads them in the same way for every format. So a new format is a package with one public
 * class and the reader of its header; it may use {@code io.format}, {@code io.geometry}, {@code io.text} and {@code io.bytes},
 * but no other format. Every file's own world (NIfTI's RAS, a NRRD's space) becomes the LPS of
 * {@link org.decathlete.core.volume.Grid} there, at the border. Sizes are checked against what the file can deliver before
 * anything is allocated, and every bad file ends in a {@link org.decathlete.core.run.DecathleteException}.
 */
@NullMarked
package org.decathlete.core.io;

import org.jspecify.annotations.NullMarked;
