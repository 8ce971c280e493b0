/**
 * Patches and what is done to them before the network sees them: nnU-Net's augmentation (Isensee et al. 2021) in plain Java on
 * flat arrays, quick enough for one thread beside libtorch.
 *
 * <p>Start from {@link org.decathlete.nn.augment.Augmenter}. A {@link org.decathlete.nn.augment.PatchReader} gives voxels of a
 * case; the spatial transform samples them once, straight from the case, into a {@link org.decathlete.nn.augment.Patch}; the
 * intensity transforms change that patch in place. All randomness comes from a
 * {@link org.decathlete.nn.augment.SampleRandom} key, so that a sample is a pure function of (seed, iteration, place in the batch).
 *
 * <p>On a device {@link org.decathlete.nn.augment.DeviceAugmenter} does the same to whole batches: a
 * {@link org.decathlete.nn.augment.SourceReader} draws what happens, and reads the voxels for it into a
 * {@link org.decathlete.nn.augment.SourceBatch}; the changes of single channels are {@code Row…} classes.
 */
@NullMarked
package org.decathlete.nn.augment;

import org.jspecify.annotations.NullMarked;
