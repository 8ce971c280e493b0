package org.decathlete.core.io.png;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.decathlete.core.io.bytes.FilePiece;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.bytes.VoxelContent;
import org.decathlete.core.run.DecathleteException;

/**
 * The parts of a PNG that its pixels need.
 *
 * @param file the file
 * @param header its first chunk
 * @param palette red, green and blue of each entry; empty where there is none
 * @param pieces where its compressed pixels lie
 */
record PngFile(Path file, PngHeader header, byte[] palette, List<FilePiece> pieces) {
    static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', '\r', '\n', 26, '\n'};
    static final int HEADER = 0x49484452;
    static final int PALETTE = 0x504c5445;
    static final int PIXELS = 0x49444154;
    static final int END = 0x49454e44;
    private static final int MOST_PIECES = 1 << 20;
    private static final int LONGEST_PALETTE = 3 * 256;

    static boolean recognises(byte[] start) {
        return start.length >= SIGNATURE.length && Arrays.equals(SIGNATURE, Arrays.copyOf(start, SIGNATURE.length));
    }

    static PngFile open(VolumeSource source) {
        Path file = source.file();
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream stream = new DataInputStream(raw)) {
            stream.skipNBytes(SIGNATURE.length);
            if (stream.readInt() != PngHeader.LENGTH || stream.readInt() != HEADER) {
                throw new IOException("it does not start with a chunk IHDR");
            }
            PngHeader header = PngHeader.parse(file, checked(stream, HEADER, PngHeader.LENGTH));
            PngFile png = withPixels(file, header, stream, source.size());
            if (png.pieces.isEmpty()) {
                throw new EOFException("it holds no pixels");
            }
            if (header.colour() == PngHeader.PALETTE && png.palette.length == 0) {
                throw new IOException("it has no palette");
            }
            return png;
        } catch (IOException e) {
            throw VoxelContent.damaged(file, e);
        }
    }

    /** Compressed bytes of the pixels. */
    long compressedBytes() {
        return pieces.stream().mapToLong(FilePiece::length).sum();
    }

    private static PngFile withPixels(Path file, PngHeader header, DataInputStream stream, long size)
            throws IOException {
        byte[] palette = new byte[0];
        List<FilePiece> pieces = new ArrayList<>();
        long place = SIGNATURE.length + 12L + PngHeader.LENGTH;
        while (place + 12 <= size) {
            int length = stream.readInt();
            int type = stream.readInt();
            if (length < 0 || place + 12 + length > size) {
                throw new EOFException("a chunk is longer than the file");
            }
            if (type == END) {
                return new PngFile(file, header, palette, List.copyOf(pieces));
            }
            if (type == PALETTE && length <= LONGEST_PALETTE) {
                palette = checked(stream, type, length);
            } else {
                stream.skipNBytes(length + 4L);
            }
            if (type == PIXELS) {
                pieces.add(new FilePiece(place + 8, length));
            }
            if (pieces.size() > MOST_PIECES) {
                throw DecathleteException.data(file + " has its pixels in more than " + MOST_PIECES + " chunks");
            }
            place += 12L + length;
        }
        throw new EOFException("no chunk IEND ends it");
    }

    private static byte[] checked(DataInputStream stream, int type, int length) throws IOException {
        byte[] content = stream.readNBytes(length);
        CRC32 sum = new CRC32();
        for (int shift = 24; shift >= 0; shift -= 8) {
            sum.update(type >>> shift & 255);
        }
        sum.update(content);
        if (content.length < length || stream.readInt() != (int) sum.getValue()) {
            throw new IOException("the checksum of its header or palette is wrong");
        }
        return content;
    }
}
