package org.decathlete.core.postprocess;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.run.Json;

/** Writes a probabilities file from its beginning to its end; class by class, one slab of one class at a time. */
final class ProbabilityWriter {
    static final byte[] MAGIC = "DCTLPROB".getBytes(StandardCharsets.US_ASCII);
    /** The index's length and {@link #MAGIC}, which end the file. */
    static final int FOOTER_BYTES = Long.BYTES + MAGIC.length;

    private static final int SLAB_VOXELS = 1 << 18;

    private final ProbabilityMap source;
    private final OutputStream stream;
    private final List<Long> offsets = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Long> checksums = new ArrayList<>();

    ProbabilityWriter(ProbabilityMap source, OutputStream stream) {
        this.source = source;
        this.stream = stream;
    }

    void write() throws IOException {
        int[] size = source.size();
        int planeVoxels = size[1] * size[2];
        int planes = Math.max(1, Math.min(size[0], SLAB_VOXELS / planeVoxels));
        stream.write(MAGIC);
        long position = MAGIC.length;
        float[] values = new float[planes * planeVoxels];
        for (int index = 0; index < source.classes(); index++) {
            for (int first = 0; first < size[0]; first += planes) {
                int count = Math.min(planes, size[0] - first);
                source.read(index, first, count, values);
                position += chunk(ProbabilityChunk.pack(values, count * planeVoxels), position);
            }
        }
        ProbabilityIndex index = new ProbabilityIndex(
                ProbabilityIndex.FORMAT,
                ProbabilityIndex.VERSION,
                source.classes(),
                size,
                planes,
                ProbabilityIndex.ELEMENT,
                offsets,
                lengths,
                checksums);
        byte[] text = Json.mapper().writeValueAsBytes(index);
        stream.write(text);
        stream.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        stream.write(MAGIC);
    }

    private int chunk(byte[] packed, long position) throws IOException {
        stream.write(packed);
        offsets.add(position);
        lengths.add(packed.length);
        checksums.add(ProbabilityChunk.checksum(packed));
        return packed.length;
    }
}
