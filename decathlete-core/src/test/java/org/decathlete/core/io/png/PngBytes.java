package org.decathlete.core.io.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.decathlete.core.io.HandMade;

/** PNG files made by hand. */
public final class PngBytes {

    private PngBytes() {}

    public static byte[] of(int width, int height, int depth, int colour, byte[] compressed) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth).put((byte) colour);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        bytes.writeBytes(chunk("IHDR", header.array()));
        bytes.writeBytes(chunk("IDAT", compressed));
        bytes.writeBytes(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] chunk = ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(HandMade.bytes(type))
                .put(content)
                .array();
        sign(chunk, 0, content.length);
        return chunk;
    }

    /** Puts the right checksum behind a chunk of this length that starts at a place. */
    public static void sign(byte[] bytes, int place, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, place + 4, 4 + length);
        ByteBuffer.wrap(bytes).putInt(place + 8 + length, (int) sum.getValue());
    }
}
