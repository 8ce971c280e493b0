/**
 * Networks see a volume in overlapping tiles. {@link org.decathlete.nn.infer.window.SlidingWindow} weighs them with a Gaussian, averages
 * mirrored views and folds, and hands over each slab of planes as soon as it is done, so that the logits of a large volume never exist at
 * once; {@link org.decathlete.nn.infer.window.MemoryPlan} says beforehand what that takes. On the processor
 * {@link org.decathlete.nn.infer.window.TileLanes} run passes side by side.
 */
@NullMarked
package org.decathlete.nn.infer.window;

import org.jspecify.annotations.NullMarked;
