/**
 * What headers say about the place of voxels, in the numbers that all formats share.
 *
 * <p>Start from {@link org.decathlete.core.io.geometry.Affine}, which takes voxel indices to the patient and becomes a
 * {@link org.decathlete.core.volume.Grid}, and {@link org.decathlete.core.io.geometry.VolumeShape}, the extents, checked.
 */
@NullMarked
package org.decathlete.core.io.geometry;

import org.jspecify.annotations.NullMarked;
