package org.decathlete.nn.augment.draw;

import java.util.SplittableRandom;

/**
 * Random sources by counter: the source of a sample depends on its key alone, so that neither the order in which samples are made
 * nor a restart changes them.
 */
public final class SampleRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private SampleRandom() {}

    /**
     * The source of one sample.
     *
     * @param seed the run's seed
     * @param stream what the numbers are for, such as training or validation
     * @param index the iteration
     * @param sample place in the batch
     */
    public static SplittableRandom of(long seed, long stream, long index, long sample) {
        long key = mix(seed + GOLDEN_GAMMA);
        key = mix(key ^ (stream + 1) * 0xD1B54A32D192ED03L);
        key = mix(key ^ (index + 1) * 0xABC98388FB8FAC03L);
        key = mix(key ^ (sample + 1) * 0x8CB92BA72F3D8DD7L);
        return new SplittableRandom(key);
    }

    /** The finaliser of MurmurHash3 in Stafford's variant 13, a bijection of 64 bits. */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
