package org.decathlete.core.io.bytes;

/** Samples of less than a byte, of which the first stands in the highest bits. */
public final class PackedSamples {

    private PackedSamples() {}

    /**
     * Unpacks.
     *
     * @param row the bytes
     * @param from where they start
     * @param count how many samples
     * @param bits of one: 1, 2 or 4
     * @param factor multiplies each
     * @param target receives a byte per sample
     * @param to where the first goes
     */
    public static void unpack(byte[] row, int from, int count, int bits, int factor, byte[] target, int to) {
        int mask = (1 << bits) - 1;
        for (int i = 0; i < count; i++) {
            int bit = i * bits;
            int value = row[from + (bit >> 3)] >> (8 - bits - (bit & 7)) & mask;
            target[to + i] = (byte) (value * factor);
        }
    }
}
