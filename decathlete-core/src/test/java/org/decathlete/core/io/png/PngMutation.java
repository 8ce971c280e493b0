package org.decathlete.core.io.png;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.decathlete.core.io.Mutation;

/** Damages a PNG: any of its bytes, or its header with a checksum that fits. */
public final class PngMutation {
    private static final int[] SIZES = {0, 1, -1, 7, 1000, 65536, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final int HEADER = 8;
    private static final int SHORTEST = 40;

    private PngMutation() {}

    public static byte[] of(byte[] content, SplittableRandom random) {
        if (content.length < SHORTEST || random.nextInt(3) == 0) {
            return Mutation.of(content, random);
        }
        byte[] damaged = content.clone();
        ByteBuffer bytes = ByteBuffer.wrap(damaged);
        switch (random.nextInt(4)) {
            case 0 -> bytes.putInt(HEADER + 8 + 4 * random.nextInt(2), SIZES[random.nextInt(SIZES.length)]);
            case 1 -> bytes.putInt(HEADER + 8 + 4 * random.nextInt(2), random.nextInt(1, 3000));
            case 2 -> damaged[HEADER + 16 + random.nextInt(5)] = (byte) (1 << random.nextInt(5));
            default -> damaged[random.nextInt(33, damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        PngBytes.sign(damaged, HEADER, 13);
        return damaged;
    }
}
