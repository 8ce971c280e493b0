package org.decathlete.core.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.io.HandMade;
import org.decathlete.core.io.Mutation;

/** Damages a NIfTI file, uncompressed or compressed, in a random way. */
public final class NiftiMutation {
    private static final int[] EXTREMES = {0, -1, 1, 7, 8, 127, 255, 1000, 30_000, Short.MAX_VALUE, Short.MIN_VALUE};
    private static final double[] NUMBERS = {
        0, -0.0, 1, -1, 352, 1e9, 1e30, -1e38, 1e-40, 1e-300, 1e300, Double.NaN, Double.POSITIVE_INFINITY
    };

    private static final List<NiftiField> FIELDS = List.of(NiftiField.values());

    private NiftiMutation() {}

    /**
     * Damages a file.
     *
     * @param content its bytes, uncompressed
     * @param gzip whether to compress it after, so that half of the damage is inside and half outside of the compression
     */
    public static byte[] of(byte[] content, boolean gzip, SplittableRandom random) {
        byte[] inside = content.clone();
        int rounds = random.nextInt(1, 4);
        boolean damageOutside = gzip && random.nextBoolean();
        for (int round = 0; round < rounds && !damageOutside; round++) {
            inside = damage(inside, random);
        }
        if (!gzip) {
            return inside;
        }
        byte[] compressed = HandMade.gzip(inside);
        return damageOutside ? Mutation.of(compressed, random) : compressed;
    }

    private static byte[] damage(byte[] content, SplittableRandom random) {
        return random.nextInt(4) == 0 || content.length < NiftiVersion.TWO.headerLength()
                ? Mutation.of(content, random)
                : damageHeader(content, random);
    }

    /** Bits of the header, or a whole field set to something extreme. */
    private static byte[] damageHeader(byte[] content, SplittableRandom random) {
        byte[] damaged = content.clone();
        NiftiVersion version = content[0] == 92 || content[3] == 92 ? NiftiVersion.ONE : NiftiVersion.TWO;
        if (random.nextInt(3) == 0) {
            damaged[random.nextInt(version.headerLength())] ^= (byte) (1 << random.nextInt(8));
            return damaged;
        }
        ByteBuffer header =
                ByteBuffer.wrap(damaged).order(content[0] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        NiftiField field = FIELDS.get(random.nextInt(FIELDS.size()));
        int index = random.nextInt(elements(field));
        double value = random.nextBoolean()
                ? EXTREMES[random.nextInt(EXTREMES.length)]
                : NUMBERS[random.nextInt(NUMBERS.length)];
        if (field == NiftiField.DIM && random.nextBoolean()) {
            value = random.nextInt(0, 3000);
        }
        field.format(version).put(header, field.offset(version, index), value);
        return damaged;
    }

    private static int elements(NiftiField field) {
        if (List.of(NiftiField.DIM, NiftiField.PIXDIM).contains(field)) {
            return 8;
        }
        return switch (field) {
            case SROW_XYZ -> 12;
            case QUATERN_BCD, QOFFSET_XYZ -> 3;
            default -> 1;
        };
    }
}
