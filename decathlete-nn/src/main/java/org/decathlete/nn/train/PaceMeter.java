package org.decathlete.nn.train;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Measures how long a training step takes, from the first ones but not the very first, in which libtorch plans its kernels. */
final class PaceMeter {
    private static final int SKIPPED = 3;
    private static final int MEASURED = 5;

    private final double[] seconds = new double[MEASURED];
    private int count;

    /** One step took so long; the median once enough are known. */
    OptionalDouble add(double stepSeconds) {
        int place = count++ - SKIPPED;
        if (place >= 0 && place < MEASURED) {
            seconds[place] = stepSeconds;
        }
        if (place != MEASURED - 1) {
            return OptionalDouble.empty();
        }
        Arrays.sort(seconds);
        return OptionalDouble.of(seconds[MEASURED / 2]);
    }
}
