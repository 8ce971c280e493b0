package org.decathlete.core.io.png;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;

/**
 * What a PNG's first chunk says (ISO/IEC 15948, 11.2.2).
 *
 * @param width in pixels
 * @param height in pixels
 * @param depth bits per sample: 1, 2, 4, 8 or 16
 * @param colour 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGB with alpha
 * @param interlaced whether the pixels come in Adam7's order
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {
    static final int LENGTH = 13;
    static final int PALETTE = 3;

    static PngHeader parse(Path file, byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        PngHeader header =
                new PngHeader(bytes.getInt(0), bytes.getInt(4), bytes.get(8), bytes.get(9), bytes.get(12) == 1);
        boolean known = bytes.get(10) == 0 && bytes.get(11) == 0 && (bytes.get(12) == 0 || header.interlaced);
        if (!known || !header.isOfAKnownKind()) {
            throw DecathleteException.data(file + " has a PNG header of an unknown kind (" + header.depth
                    + " bits, colour type " + header.colour + "); save it again as gray or RGB");
        }
        return header;
    }

    private boolean isOfAKnownKind() {
        return switch (colour) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    /** Samples per pixel in the file. */
    int samples() {
        return switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /** Bytes of a row of so many pixels. */
    long rowBytes(long pixels) {
        return (pixels * samples() * depth + 7) / 8;
    }

    /** Bytes between a sample and the one before it in the same place of its pixel; at least 1. */
    int pixelBytes() {
        return Math.max(1, samples() * depth / 8);
    }

    /** Bytes before compression, with a filter's number at the start of each row. */
    long filteredBytes() {
        long bytes = 0;
        for (PngPass pass : passes()) {
            bytes += pass.isEmpty() ? 0 : pass.height() * (1 + rowBytes(pass.width()));
        }
        return bytes;
    }

    PngPass[] passes() {
        return interlaced ? PngPass.adam7(width, height) : new PngPass[] {new PngPass(0, 0, 1, 1, width, height)};
    }
}
