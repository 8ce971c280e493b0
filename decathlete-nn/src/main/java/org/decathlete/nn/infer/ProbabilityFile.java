package org.decathlete.nn.infer;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.decathlete.core.run.AtomicFiles;

/** Probabilities as nnU-Net saves them: {@code CASE.npz} with the array {@code probabilities}, float32 (C, z, y, x). */
final class ProbabilityFile {
    private static final int ALIGNMENT = 64;
    private static final int MAGIC_BYTES = 10;
    private static final int BLOCK = 1 << 14;

    private ProbabilityFile() {}

    /**
     * Writes the file.
     *
     * @param probabilities one array {@code [z][y][x]} per output
     * @param size (z, y, x)
     */
    static void write(Path file, List<float[]> probabilities, int[] size) {
        AtomicFiles.write(file, stream -> {
            ZipOutputStream zip = new ZipOutputStream(stream);
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("probabilities.npy"));
            writeHeader(zip, probabilities.size(), size);
            for (float[] channel : probabilities) {
                writeFloats(zip, channel);
            }
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

    private static void writeFloats(OutputStream stream, float[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < values.length; start += BLOCK) {
            int count = Math.min(BLOCK, values.length - start);
            buffer.clear();
            buffer.asFloatBuffer().put(values, start, count);
            stream.write(buffer.array(), 0, 4 * count);
        }
    }
}
