/**
 * How well a segmentation agrees with a reference: overlap, surface distances, and their summary over cases.
 *
 * <p>Start from {@link org.decathlete.core.metrics.Evaluator}, which compares two folders or two volumes and gives
 * {@link org.decathlete.core.metrics.Scores}; {@link org.decathlete.core.metrics.SummaryFile} writes and reads them as
 * {@code summary.json}. Below it a class's two masks become {@link org.decathlete.core.metrics.MaskPair}, the masks' surfaces
 * become {@link org.decathlete.core.metrics.SurfaceDistances}, and the two libraries' readings of those are
 * {@link org.decathlete.core.metrics.EdgeVoxelMetrics} (MONAI) and {@link org.decathlete.core.metrics.SurfelMetrics}
 * (DeepMind).
 */
@NullMarked
package org.decathlete.core.metrics;

import org.jspecify.annotations.NullMarked;
