package org.decathlete.nn.augment.corruption;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.decathlete.core.image.Components;
import org.decathlete.nn.augment.patch.Patch;

/**
 * Removes one connected component from masks of the previous stage, in random order; sometimes another label stands there afterwards.
 *
 * @param labelProbability for each mask by itself
 * @param share components of this share of the patch and above stay
 * @param fillProbability that the place of a component is given to another mask
 */
record ComponentRemoval(double labelProbability, double share, double fillProbability) implements Transform {

    @Override
    public void apply(Patch patch, SplittableRandom random) {
        byte[][] masks = patch.previous().masks();
        for (int index : MaskOrder.chosen(masks.length, labelProbability, random)) {
            Components components = Components.of(masks[index], patch.size());
            int[] small = IntStream.range(0, components.count())
                    .filter(component -> components.voxels(component) < patch.voxels() * share)
                    .toArray();
            if (small.length > 0) {
                int removed = small[random.nextInt(small.length)];
                fill(masks[index], components, removed, (byte) 0);
                if (random.nextDouble() < fillProbability && masks.length > 1) {
                    int other = (index + 1 + random.nextInt(masks.length - 1)) % masks.length;
                    fill(masks[other], components, removed, (byte) 1);
                }
            }
        }
    }

    private static void fill(byte[] mask, Components components, int chosen, byte value) {
        components.forEachRun((component, start, end) -> {
            if (component == chosen) {
                Arrays.fill(mask, start, end, value);
            }
        });
    }
}
