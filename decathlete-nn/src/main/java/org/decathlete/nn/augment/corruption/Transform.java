package org.decathlete.nn.augment.corruption;

import java.util.SplittableRandom;
import org.decathlete.nn.augment.patch.Patch;

/** A random change of a patch. Implementations may keep scratch arrays and are used by one thread at a time. */
@FunctionalInterface
interface Transform {

    /** Changes {@code patch} in place. */
    void apply(Patch patch, SplittableRandom random);

    /** This transform, applied with the given probability. */
    default Transform sometimes(double probability) {
        return (patch, random) -> {
            if (random.nextDouble() < probability) {
                apply(patch, random);
            }
        };
    }
}
