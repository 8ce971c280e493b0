/**
 * Changes of the values of image channels in place: noise, blur, brightness, contrast, low resolution, gamma, and zeros outside the body.
 * Start from {@link org.decathlete.nn.augment.intensity.IntensityTransforms}. The other public classes share their rules with the changes
 * on a device.
 */
@NullMarked
package org.decathlete.nn.augment.intensity;

import org.jspecify.annotations.NullMarked;
