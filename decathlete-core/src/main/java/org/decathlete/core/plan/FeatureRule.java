package org.decathlete.core.plan;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many channels the stages of a U-Net have: twice as many from one to the next, up to a limit.
 *
 * @param base channels of the first stage, at least 1
 * @param largest3d limit in 3D, at least 1
 * @param largest2d limit in 2D, at least 1
 */
public record FeatureRule(int base, int largest3d, int largest2d) {

    /** nnU-Net's. */
    public static final FeatureRule NNUNET = new FeatureRule(32, 320, 512);

    public FeatureRule {
        if (base < 1 || largest3d < 1 || largest2d < 1) {
            throw new IllegalArgumentException(
                    "features from " + base + " to " + largest3d + " or " + largest2d + ", expected at least 1");
        }
    }

    /** The limit for images of so many dimensions. */
    public int largest(int dimensions) {
        return dimensions == 2 ? largest2d : largest3d;
    }

    /** Channels of each of so many stages, full resolution first. */
    public List<Integer> perStage(int dimensions, int stages) {
        return IntStream.range(0, stages)
                .mapToObj(stage -> (int) Math.min(largest(dimensions), (long) base << stage))
                .toList();
    }
}
