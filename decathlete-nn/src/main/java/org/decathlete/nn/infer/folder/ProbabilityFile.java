package org.decathlete.nn.infer.folder;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.run.AtomicFiles;

/** Probabilities as nnU-Net saves them: {@code CASE.npz} with the array {@code probabilities}, float32 (C, z, y, x). */
final class ProbabilityFile {
    private static final int ALIGNMENT = 64;
    private static final int MAGIC_BYTES = 10;
    private static final int BLOCK = 1 << 14;

    /** Voxels of a slab that is read at a time. */
    private static final int SLAB = 1 << 20;

    private ProbabilityFile() {}

    /**
     * Writes the file.
     *
     * @param probabilities on a grid of this size
     * @param size (z, y, x)
     */
    static void write(Path file, ProbabilityMap probabilities, int[] size) {
        AtomicFiles.write(file, stream -> {
            ZipOutputStream zip = new ZipOutputStream(stream);
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("probabilities.npy"));
            writeHeader(zip, probabilities.classes(), size);
            writeChannels(zip, probabilities, size);
            zip.closeEntry();
            zip.finish();
        });
    }

    private static void writeHeader(OutputStream stream, int channels, int[] size) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + channels + ", " + size[0] + ", "
                + size[1] + ", " + size[2] + "), }";
        int padding = Math.floorMod(-(MAGIC_BYTES + header.length() + 1), ALIGNMENT);
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        DataOutputStream data = new DataOutputStream(stream);
        data.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        data.writeShort(Short.reverseBytes((short) text.length));
        data.write(text);
        data.flush();
    }

    /** A few planes of one output are in memory at a time. */
    private static void writeChannels(OutputStream stream, ProbabilityMap probabilities, int[] size)
            throws IOException {
        int plane = size[1] * size[2];
        int depth = Math.max(1, Math.min(size[0], SLAB / plane));
        float[] values = new float[depth * plane];
        for (int index = 0; index < probabilities.classes(); index++) {
            for (int first = 0; first < size[0]; first += depth) {
                int count = Math.min(depth, size[0] - first);
                probabilities.read(index, first, count, values);
                writeFloats(stream, values, count * plane);
            }
        }
    }

    private static void writeFloats(OutputStream stream, float[] values, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < length; start += BLOCK) {
            int count = Math.min(BLOCK, length - start);
            buffer.clear();
            buffer.asFloatBuffer().put(values, start, count);
            stream.write(buffer.array(), 0, 4 * count);
        }
    }
}
