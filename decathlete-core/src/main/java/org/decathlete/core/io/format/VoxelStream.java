package org.decathlete.core.io.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Decodes voxels block by block, straight from the stream to where they are kept; the scaling is applied on the way. */
final class VoxelStream {
    private static final int BLOCK = 1 << 13;

    private final InputStream stream;
    private final StoredVoxels stored;
    private final ByteBuffer bytes;
    private final double[] block = new double[BLOCK];

    VoxelStream(InputStream stream, StoredVoxels stored) {
        this.stream = stream;
        this.stored = stored;
        this.bytes = ByteBuffer.allocate(BLOCK * stored.type().bytes()).order(stored.order());
    }

    /**
     * Decodes all voxels of a volume.
     *
     * @param voxels of one channel
     */
    void read(int voxels, int channels, VoxelSink sink) throws IOException {
        int run = stored.run();
        int channel = 0;
        int within = 0;
        int base = 0;
        long left = (long) voxels * channels;
        while (left > 0) {
            int count = next((int) Math.min(left, BLOCK));
            left -= count;
            int from = 0;
            while (from < count) {
                int length = Math.min(count - from, run - within);
                sink.take(channel, base + within, block, from, length);
                from += length;
                within += length;
                if (within == run) {
                    within = 0;
                    channel++;
                    if (channel == channels) {
                        channel = 0;
                        base += run;
                    }
                }
            }
        }
    }

    private int next(int count) throws IOException {
        int length = count * stored.type().bytes();
        if (stream.readNBytes(bytes.array(), 0, length) < length) {
            throw new EOFException("the voxels end early");
        }
        stored.type().decode(bytes, block, count);
        stored.scaling().apply(block, count);
        return count;
    }
}
