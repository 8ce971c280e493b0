package org.decathlete.core.io.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.decathlete.core.io.Mutation;

/** Damages a TIFF: bytes, or the tag, type, count or value of a field of its first page. */
public final class TiffMutation {
    private static final int[] VALUES = {
        0, 1, 2, 3, 5, 7, 8, 16, 32, 64, 255, 1000, 32773, 32946, 65535, 1 << 20, Integer.MAX_VALUE, -1
    };

    private static final int SHORTEST = 40;

    private TiffMutation() {}

    public static byte[] of(byte[] content, SplittableRandom random) {
        if (content.length < SHORTEST) {
            return Mutation.of(content, random);
        }
        byte[] damaged = content.clone();
        ByteBuffer bytes =
                ByteBuffer.wrap(damaged).order(content[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = bytes.getInt(4);
        if (directory < 8 || directory > content.length - 2 || random.nextInt(4) == 0) {
            return Mutation.of(content, random);
        }
        int fields = Short.toUnsignedInt(bytes.getShort(directory));
        int at = directory + 2 + 12 * random.nextInt(fields + 1);
        if (at + 12 > content.length) {
            return Mutation.of(content, random);
        }
        int value = random.nextInt(3) == 0 ? random.nextInt(2 * content.length) : VALUES[random.nextInt(VALUES.length)];
        switch (random.nextInt(6)) {
            case 0 -> bytes.putShort(at, (short) (254 + random.nextInt(90)));
            case 1 -> bytes.putShort(at + 2, (short) random.nextInt(20));
            case 2 -> bytes.putInt(at + 4, value);
            default -> bytes.putInt(at + 8, value);
        }
        return damaged;
    }
}
