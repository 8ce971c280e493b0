/**
 * Volumes in memory: voxels with a place in the patient.
 *
 * <p>Start from {@link org.decathlete.core.volume.Volume} (an image with channels) and
 * {@link org.decathlete.core.volume.LabelVolume} (one label per voxel); both stand on a
 * {@link org.decathlete.core.volume.Grid}. Arrays are {@code [z][y][x]}, x fastest; files are read and written by
 * {@code core.io}.
 */
@NullMarked
package org.decathlete.core.volume;

import org.jspecify.annotations.NullMarked;
