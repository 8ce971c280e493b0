package org.decathlete.app.report.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.DeflaterOutputStream;

/** A grey image as PNG (ISO/IEC 15948), without the desktop classes that a server may lack. */
final class PngImage {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte EIGHT_BITS = 8;
    private static final byte GREY = 0;

    private PngImage() {}

    /** Bytes of a file with one byte per pixel, 0 black to 255 white, row by row. */
    static byte[] grey(int width, int height, byte[] pixels) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.write(SIGNATURE);
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {EIGHT_BITS, GREY, 0, 0, 0});
            chunk(file, "IHDR", header.toByteArray());
            chunk(file, "IDAT", deflated(width, height, pixels));
            chunk(file, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] deflated(int width, int height, byte[] pixels) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            for (int y = 0; y < height; y++) {
                deflater.write(0);
                deflater.write(pixels, y * width, width);
            }
        }
        return data.toByteArray();
    }

    private static void chunk(OutputStream file, String type, byte[] data) throws IOException {
        DataOutputStream plain = new DataOutputStream(file);
        plain.writeInt(data.length);
        CheckedOutputStream checked = new CheckedOutputStream(file, new CRC32());
        checked.write(type.getBytes(StandardCharsets.US_ASCII));
        checked.write(data);
        plain.writeInt((int) checked.getChecksum().getValue());
    }
}
