/**
 * Patches cut out of a case: turned, scaled and mirrored, each voxel sampled once, straight from the case. Start from
 * {@link org.decathlete.nn.augment.spatial.SpatialTransform}; {@link org.decathlete.nn.augment.spatial.SourceRegion} holds the voxels that
 * it samples.
 */
@NullMarked
package org.decathlete.nn.augment.spatial;

import org.jspecify.annotations.NullMarked;
