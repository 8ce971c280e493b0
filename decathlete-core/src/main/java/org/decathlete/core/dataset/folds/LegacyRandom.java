package org.decathlete.core.dataset.folds;

import java.util.Arrays;

/**
 * The random numbers of NumPy's legacy {@code RandomState}, bit for bit: Mersenne Twister MT19937 (Matsumoto and Nishimura,
 * 1998), seeded by its {@code init_genrand}; bounded integers by masking and rejection. nnU-Net's folds, foreground samples and
 * class locations come from it. Not thread-safe.
 */
final class LegacyRandom {
    private static final int STATE_LENGTH = 624;
    private static final int SHIFT = 397;
    private static final int TWIST = 0x9908b0df;
    private static final int UPPER = 0x80000000;
    private static final int LOWER = 0x7fffffff;

    private final int[] state = new int[STATE_LENGTH];
    private int position = STATE_LENGTH;

    /**
     * The stream of {@code numpy.random.RandomState(seed)}.
     *
     * @param seed 0 to 2^32 - 1
     */
    public LegacyRandom(long seed) {
        if (seed < 0 || seed > 0xffffffffL) {
            throw new IllegalArgumentException("seed " + seed + " is outside 0 to 2^32 - 1");
        }
        state[0] = (int) seed;
        for (int i = 1; i < STATE_LENGTH; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** The next 32 random bits; read it as unsigned. */
    public int nextUint32() {
        if (position == STATE_LENGTH) {
            twist();
        }
        int y = state[position++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** A uniform integer from 0 to {@code largest}, both included; {@code largest} at least 0. Draws nothing for 0. */
    public int bounded(int largest) {
        if (largest == 0) {
            return 0;
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
        int value = nextUint32() & mask;
        while (value > largest) {
            value = nextUint32() & mask;
        }
        return value;
    }

    /** Shuffles as {@code RandomState.shuffle} does. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = bounded(i);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    /** {@code RandomState.permutation(count)}: 0 to {@code count - 1} in random order. */
    public int[] permutation(int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        shuffle(values);
        return values;
    }

    /** {@code RandomState.choice(population, size, replace=True)}: indices from 0 to {@code population - 1}. */
    public int[] choiceWithReplacement(int population, int size) {
        if (population < 1) {
            throw new IllegalArgumentException("cannot choose from a population of " + population);
        }
        int[] chosen = new int[size];
        for (int i = 0; i < size; i++) {
            chosen[i] = bounded(population - 1);
        }
        return chosen;
    }

    /** {@code RandomState.choice(population, size, replace=False)}: the first entries of a permutation. */
    public int[] choiceWithoutReplacement(int population, int size) {
        if (size > population) {
            throw new IllegalArgumentException("cannot choose " + size + " of " + population + " without replacement");
        }
        return Arrays.copyOf(permutation(population), size);
    }

    private void twist() {
        for (int i = 0; i < STATE_LENGTH; i++) {
            int y = (state[i] & UPPER) | (state[(i + 1) % STATE_LENGTH] & LOWER);
            state[i] = state[(i + SHIFT) % STATE_LENGTH] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
        }
        position = 0;
    }
}
