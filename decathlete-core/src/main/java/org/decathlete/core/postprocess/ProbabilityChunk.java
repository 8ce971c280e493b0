package org.decathlete.core.postprocess;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Probabilities as bytes. Each becomes a whole number of 65535ths, so that it is off by less than 8e-6, and all low bytes stand
 * before all high bytes, because most voxels are surely inside or outside and their bytes are then equal.
 */
final class ProbabilityChunk {
    private static final int STEPS = 65535;

    private ProbabilityChunk() {}

    /** Packs the first {@code count} values, each in [0, 1]. */
    static byte[] pack(float[] values, int count) {
        byte[] raw = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            int step = Math.round(Math.max(0, Math.min(1, values[i])) * STEPS);
            raw[i] = (byte) step;
            raw[count + i] = (byte) (step >> 8);
        }
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(raw.length)];
        return Arrays.copyOf(packed, compressor.compress(raw, 0, raw.length, packed, 0, packed.length));
    }

    /**
     * Unpacks a chunk.
     *
     * @param count how many values it must hold
     * @param from first value to give out
     * @param target receives {@code wanted} values from {@code at} on
     * @return whether the bytes were such a chunk
     */
    static boolean unpack(byte[] packed, int count, int from, int wanted, float[] target, int at) {
        byte[] raw = new byte[2 * count];
        try {
            if (new ZstdDecompressor().decompress(packed, 0, packed.length, raw, 0, raw.length) != raw.length) {
                return false;
            }
        } catch (MalformedInputException e) {
            return false;
        }
        for (int i = 0; i < wanted; i++) {
            int step = (raw[from + i] & 0xff) | (raw[count + from + i] & 0xff) << 8;
            target[at + i] = step / (float) STEPS;
        }
        return true;
    }

    static long checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
