package org.decathlete.core.io.png;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import org.decathlete.core.io.bytes.PieceStream;
import org.decathlete.core.io.bytes.VoxelContent;
import org.decathlete.core.io.bytes.ZlibStream;

/** The samples of a PNG in the order of its rows; row by row, or the whole image at once where it is interlaced. */
final class PngSampleStream extends InputStream {
    private final PngHeader header;
    private final FileChannel channel;
    private final InputStream filtered;
    private final PngRows rows;
    private final int bytesPerPixel;
    private byte[] ready;
    private int at;
    private int rowsLeft;

    PngSampleStream(PngFile png, boolean indices) throws IOException {
        this.header = png.header();
        this.channel = FileChannel.open(png.file());
        this.filtered = new ZlibStream(new PieceStream(channel, png.pieces()), 1 << 14);
        this.rows = new PngRows(png, indices, filtered);
        this.bytesPerPixel = PngRows.bytesPerPixel(header, indices);
        this.rowsLeft = header.interlaced() ? 1 : header.height();
        this.ready = new byte[0];
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(ready[at++]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            // The inflater compares checksums when it is read to the end.
            VoxelContent.count(filtered, 1);
            return -1;
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        try (FileChannel closed = channel) {
            filtered.close();
        }
    }

    private boolean fill() throws IOException {
        if (at < ready.length) {
            return true;
        }
        if (rowsLeft == 0) {
            return false;
        }
        rowsLeft--;
        at = 0;
        if (header.interlaced()) {
            ready = wholeImage();
        } else {
            ready = ready.length == 0 ? new byte[header.width() * bytesPerPixel] : ready;
            rows.next(header.width(), ready);
        }
        return true;
    }

    private byte[] wholeImage() throws IOException {
        byte[] image = new byte[header.width() * header.height() * bytesPerPixel];
        byte[] decoded = new byte[header.width() * bytesPerPixel];
        for (PngPass pass : header.passes()) {
            rows.startPass();
            for (int row = 0; row < pass.height() && !pass.isEmpty(); row++) {
                rows.next((int) pass.width(), decoded);
                int y = pass.top() + row * pass.down();
                for (int column = 0; column < pass.width(); column++) {
                    int x = pass.left() + column * pass.right();
                    System.arraycopy(
                            decoded,
                            column * bytesPerPixel,
                            image,
                            (y * header.width() + x) * bytesPerPixel,
                            bytesPerPixel);
                }
            }
        }
        return image;
    }
}
