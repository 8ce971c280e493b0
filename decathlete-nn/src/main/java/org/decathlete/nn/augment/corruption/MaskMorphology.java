package org.decathlete.nn.augment.corruption;

import java.util.SplittableRandom;
import org.decathlete.nn.augment.draw.Interval;
import org.decathlete.nn.augment.patch.Patch;

/**
 * Dilates, erodes, closes or opens masks of the previous stage, in random order, each with a ball of its own; voxels that a mask wins
 * are taken from the others.
 *
 * @param labelProbability for each mask by itself
 * @param radius of the ball in voxels
 */
record MaskMorphology(double labelProbability, Interval radius) implements Transform {
    private static final int OPERATIONS = 4;

    @Override
    public void apply(Patch patch, SplittableRandom random) {
        byte[][] masks = patch.previous().masks();
        BallMorphology morphology = new BallMorphology(patch.size());
        for (int index : MaskOrder.chosen(masks.length, labelProbability, random)) {
            byte[] mask = masks[index];
            byte[] before = mask.clone();
            int operation = random.nextInt(OPERATIONS);
            morphology.diameter(diameter(radius.draw(random)));
            switch (operation) {
                case 0 -> morphology.dilate(mask);
                case 1 -> morphology.erode(mask);
                case 2 -> morphology.close(mask);
                default -> morphology.open(mask);
            }
            takeFromOthers(masks, index, before);
        }
    }

    /** Voxels along an axis of scikit-image's ball of a radius that is no whole number. */
    static int diameter(double radius) {
        return (int) (2 * radius + 1);
    }

    private static void takeFromOthers(byte[][] masks, int index, byte[] before) {
        for (int other = 0; other < masks.length; other++) {
            if (other != index) {
                for (int i = 0; i < before.length; i++) {
                    if (masks[index][i] > before[i]) {
                        masks[other][i] = 0;
                    }
                }
            }
        }
    }
}
