package org.decathlete.testkit;

import java.util.SplittableRandom;

/** Checks a property over many random inputs and names the seed of the first that fails. */
public final class Properties {

    private Properties() {}

    /** A property of whatever the random source yields; throws where it does not hold. */
    @FunctionalInterface
    public interface Property {
        void check(SplittableRandom random) throws Exception;
    }

    /** Checks {@code property} for the seeds {@code firstSeed}, {@code firstSeed + 1}, … */
    public static void forAll(long firstSeed, int count, Property property) {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            try {
                property.check(new SplittableRandom(seed));
            } catch (Throwable e) {
                throw new AssertionError("fails for seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
