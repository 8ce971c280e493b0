package org.decathlete.core.io.png;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.decathlete.core.io.bytes.Compression;
import org.decathlete.core.io.bytes.PieceStream;
import org.decathlete.core.io.bytes.VoxelContent;
import org.decathlete.core.run.DecathleteException;

/**
 * The pixels of a PNG.
 *
 * @param png its parts
 * @param indices whether a palette's numbers are asked for, not its colours
 */
record PngVoxels(PngFile png, boolean indices) implements VoxelContent {

    @Override
    public Path file() {
        return png.file();
    }

    @Override
    public InputStream stream() throws IOException {
        return new PngSampleStream(png, indices);
    }

    @Override
    public boolean compressed() {
        return true;
    }

    @Override
    public long workingMemory() {
        PngHeader header = png.header();
        long rows = 2 * header.rowBytes(header.width());
        long pixels = (long) header.width() * (header.interlaced() ? header.height() + 1L : 1);
        return rows + pixels * PngRows.bytesPerPixel(header, indices);
    }

    /** What counts is not the samples but what the pixels' deflate must hold, and that a buffer can hold it. */
    @Override
    public void requirePlausible(long claimed) {
        if (largestBuffer() > Integer.MAX_VALUE - 8) {
            throw DecathleteException.data(file() + " has " + png.header().width() + " x "
                    + png.header().height()
                    + " pixels, more than are read from a PNG; save it as TIFF in several strips");
        }
        long filtered = png.header().filteredBytes();
        long most = png.compressedBytes() * LARGEST_RATIO;
        if (filtered > most) {
            throw VoxelContent.truncated(file(), filtered, "cannot hold more than " + most);
        }
    }

    @Override
    public void requireDelivered(long claimed) {
        long filtered = png.header().filteredBytes();
        if (filtered > ALWAYS_FINE && filtered > png.compressedBytes() * COMMON_RATIO) {
            long counted = count(filtered);
            if (counted < filtered) {
                throw VoxelContent.truncated(file(), filtered, "holds " + counted);
            }
        }
    }

    private long largestBuffer() {
        PngHeader header = png.header();
        long pixels = (long) header.width() * (header.interlaced() ? header.height() : 1);
        return pixels * Math.max(Long.BYTES, PngRows.bytesPerPixel(header, indices));
    }

    private long count(long enough) {
        try (FileChannel channel = FileChannel.open(file());
                InputStream stream = Compression.ZLIB.open(new PieceStream(channel, png.pieces()))) {
            return VoxelContent.count(stream, enough);
        } catch (IOException e) {
            throw VoxelContent.damaged(file(), e);
        }
    }
}
