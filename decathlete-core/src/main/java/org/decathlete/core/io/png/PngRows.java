package org.decathlete.core.io.png;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.decathlete.core.io.bytes.PackedSamples;

/** Takes the filters off the rows of a PNG and turns them into samples of one or two bytes, as nnU-Net's reader gives them. */
final class PngRows {
    private final PngFile png;
    private final PngHeader header;
    private final boolean indices;
    private final InputStream filtered;
    private byte[] row;
    private byte[] above;

    /**
     * @param indices whether a palette's numbers are asked for, not its colours
     * @param filtered the uncompressed pixels; the caller closes it
     */
    PngRows(PngFile png, boolean indices, InputStream filtered) {
        this.png = png;
        this.header = png.header();
        this.indices = indices;
        this.filtered = filtered;
        int longest = (int) header.rowBytes(header.width());
        this.row = new byte[longest];
        this.above = new byte[longest];
    }

    /** Bytes of a pixel after decoding. */
    static int bytesPerPixel(PngHeader header, boolean indices) {
        if (header.colour() == PngHeader.PALETTE) {
            return indices ? 1 : 3;
        }
        return header.samples() * (header.depth() == 16 && header.samples() == 1 ? 2 : 1);
    }

    /** Says that the next row is the first of a pass. */
    void startPass() {
        Arrays.fill(row, (byte) 0);
    }

    /** Decodes the next row of a pass into {@code target}. */
    void next(int pixels, byte[] target) throws IOException {
        byte[] before = row;
        row = above;
        above = before;
        int length = (int) header.rowBytes(pixels);
        int filter = filtered.read();
        if (filter < 0 || filtered.readNBytes(row, 0, length) < length) {
            throw new EOFException("the pixels end early");
        }
        PngFilter.remove(filter, row, above, length, header.pixelBytes());
        samples(pixels, target);
    }

    private void samples(int pixels, byte[] target) throws IOException {
        int count = pixels * header.samples();
        if (header.colour() == PngHeader.PALETTE) {
            palette(pixels, target);
        } else if (header.depth() == 16 && header.samples() > 1) {
            // Pillow, and so nnU-Net, keeps the higher byte of colours with 16 bits.
            for (int i = 0; i < count; i++) {
                target[i] = row[2 * i];
            }
        } else if (header.depth() >= 8) {
            System.arraycopy(row, 0, target, 0, count * header.depth() / 8);
        } else {
            // Fewer bits are spread over the range of a byte; a single bit is false or true.
            int factor = header.depth() == 1 ? 1 : 255 / ((1 << header.depth()) - 1);
            PackedSamples.unpack(row, 0, count, header.depth(), factor, target, 0);
        }
    }

    private void palette(int pixels, byte[] target) throws IOException {
        if (header.depth() == 8) {
            System.arraycopy(row, 0, target, 0, pixels);
        } else {
            PackedSamples.unpack(row, 0, pixels, header.depth(), 1, target, 0);
        }
        if (indices) {
            return;
        }
        byte[] palette = png.palette();
        for (int i = pixels - 1; i >= 0; i--) {
            int entry = 3 * Byte.toUnsignedInt(target[i]);
            if (entry + 3 > palette.length) {
                throw new IOException("a pixel has a number beyond its palette");
            }
            target[3 * i + 2] = palette[entry + 2];
            target[3 * i + 1] = palette[entry + 1];
            target[3 * i] = palette[entry];
        }
    }
}
