package org.decathlete.core.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes voxels block by block, straight from the stream into the arrays that keep them; the scaling is applied on the way. */
final class VoxelStream {
    private static final int BLOCK = 1 << 13;

    private final InputStream stream;
    private final VoxelType type;
    private final Scaling scaling;
    private final ByteBuffer bytes;
    private final double[] block = new double[BLOCK];

    VoxelStream(InputStream stream, VoxelType type, ByteOrder order, Scaling scaling) {
        this.stream = stream;
        this.type = type;
        this.scaling = scaling;
        this.bytes = ByteBuffer.allocate(BLOCK * type.bytes()).order(order);
    }

    /** Fills {@code target} with the next voxels. */
    void read(float[] target) throws IOException {
        for (int from = 0; from < target.length; from += BLOCK) {
            int count = next(target.length - from);
            for (int i = 0; i < count; i++) {
                target[from + i] = (float) block[i];
            }
        }
    }

    /**
     * Fills {@code target} with the next voxels as labels.
     *
     * @throws NotALabelException where a voxel is not a whole number in the range of a short
     */
    void read(short[] target) throws IOException {
        for (int from = 0; from < target.length; from += BLOCK) {
            int count = next(target.length - from);
            for (int i = 0; i < count; i++) {
                double value = block[i];
                long label = Math.round(value);
                if (!(Math.abs(value - label) <= NotALabelException.ROUNDING) || label != (short) label) {
                    throw new NotALabelException(value, from + i);
                }
                target[from + i] = (short) label;
            }
        }
    }

    private int next(int wanted) throws IOException {
        int count = Math.min(wanted, BLOCK);
        int length = count * type.bytes();
        if (stream.readNBytes(bytes.array(), 0, length) < length) {
            throw new EOFException("the voxels end early");
        }
        type.decode(bytes, block, count);
        scaling.apply(block, count);
        return count;
    }
}
