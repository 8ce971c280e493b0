/**
 * NRRD, and 3D Slicer's segmentations in it.
 *
 * <p>Start from {@link org.decathlete.core.io.nrrd.NrrdFormat}. {@code NrrdAxes} tells axes of space from channels,
 * {@code NrrdGeometry} places the voxels, {@code NrrdVoxels} finds them, {@code SegmentLayers} lays the layers of a
 * segmentation on each other. What a file that is written says about its place is {@code NrrdPlace}.
 */
@NullMarked
package org.decathlete.core.io.nrrd;

import org.jspecify.annotations.NullMarked;
