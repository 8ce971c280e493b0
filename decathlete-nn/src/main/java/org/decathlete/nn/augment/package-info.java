/**
 * What is done to patches before the network sees them: nnU-Net's augmentation (Isensee et al. 2021) in plain Java on flat arrays, quick
 * enough for one thread beside libtorch. Start from {@link org.decathlete.nn.augment.Augmenter}; for whole batches on a device from
 * {@link org.decathlete.nn.augment.device.DeviceAugmenter}.
 *
 * <p>What it is made of lies in packages below this one, none of which knows it or a later one: {@code patch}, {@code draw},
 * {@code spatial}, {@code intensity}, {@code corruption}, {@code device}.
 */
@NullMarked
package org.decathlete.nn.augment;

import org.jspecify.annotations.NullMarked;
