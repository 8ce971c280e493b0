/**
 * Augmentation of whole batches by operations on tensors. A {@link org.decathlete.nn.augment.device.SourceReader} draws what happens, and
 * reads the voxels for it into a {@link org.decathlete.nn.augment.device.SourceBatch};
 * {@link org.decathlete.nn.augment.device.DeviceAugmenter} makes patches of it. The changes of single channels are {@code Row…} classes.
 */
@NullMarked
package org.decathlete.nn.augment.device;

import org.jspecify.annotations.NullMarked;
