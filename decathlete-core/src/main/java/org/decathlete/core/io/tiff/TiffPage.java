package org.decathlete.core.io.tiff;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.decathlete.core.io.bytes.FilePiece;
import org.decathlete.core.io.bytes.PackedSamples;
import org.decathlete.core.io.bytes.PieceStream;
import org.decathlete.core.io.bytes.VoxelContent;

/** One page of a TIFF: decodes its strips or tiles into one array. */
final class TiffPage {
    private static final int FLOAT_PREDICTOR = 3;
    private static final int LARGEST_CHUNK = Integer.MAX_VALUE / 8;

    private final TiffFile file;
    private final TiffLayout layout;
    private final Map<Integer, TiffField> fields;
    private final TiffCompression compression;
    private final int predictor;
    private final boolean tiled;
    private final long chunkWidth;
    private final long chunkHeight;

    TiffPage(TiffFile file, TiffLayout layout, Map<Integer, TiffField> fields) throws IOException {
        this.file = file;
        this.layout = layout;
        this.fields = fields;
        this.compression = TiffCompression.of(TiffField.number(file, fields, TiffTag.COMPRESSION, 1));
        this.predictor = (int) TiffField.number(file, fields, TiffTag.PREDICTOR, 1);
        this.tiled = fields.containsKey(TiffTag.TILE_WIDTH);
        long rows = TiffField.number(file, fields, TiffTag.ROWS_PER_STRIP, layout.height());
        this.chunkWidth = tiled ? TiffField.number(file, fields, TiffTag.TILE_WIDTH, 0) : layout.width();
        this.chunkHeight =
                tiled ? TiffField.number(file, fields, TiffTag.TILE_LENGTH, 0) : Math.min(rows, layout.height());
        boolean possible = chunkWidth >= 1
                && chunkHeight >= 1
                && chunkWidth <= LARGEST_CHUNK
                && chunkHeight <= Integer.MAX_VALUE
                && layout.rowBytes(chunkWidth) <= LARGEST_CHUNK;
        if (!possible || chunksInAll() > Integer.MAX_VALUE) {
            throw new IOException("its strips or tiles have " + chunkWidth + " x " + chunkHeight + " pixels");
        }
        if (predictor < 1 || predictor > FLOAT_PREDICTOR || (predictor > 1 && layout.bits() < 8)) {
            throw new IOException("its predictor " + predictor + " is not supported");
        }
        if (TiffField.number(file, fields, TiffTag.FILL_ORDER, 1) == 2 && layout.bits() < 8) {
            throw new IOException("bits filled from the lowest are not supported");
        }
    }

    /** Bytes of a decoded row of a strip or tile; what decoding keeps in memory besides the page. */
    long rowMemory() {
        return layout.rowBytes(chunkWidth) * (layout.bits() < 8 ? 9 : 2);
    }

    /** Refuses what the strips cannot hold, or do not hold where they claim uncommonly much. */
    void requireDelivered() throws IOException {
        for (int chunk = 0; chunk < chunks(); chunk++) {
            FilePiece piece = piece(chunk);
            long claimed = rows(chunk) * layout.rowBytes(chunkWidth);
            if (claimed > compression.most(piece.length())) {
                throw tooLittle(claimed, piece.length());
            }
            if (claimed > VoxelContent.ALWAYS_FINE && claimed > VoxelContent.COMMON_RATIO * piece.length()) {
                try (InputStream stream = open(piece)) {
                    if (VoxelContent.count(stream, claimed) < claimed) {
                        throw tooLittle(claimed, piece.length());
                    }
                }
            }
        }
    }

    /** Decodes the page, {@code [y][x][channel]}, or {@code [channel][y][x]} where the channels stand by themselves. */
    void decode(byte[] page) throws IOException {
        byte[] row = new byte[(int) layout.rowBytes(chunkWidth)];
        int count = (int) chunkWidth * (layout.planar() ? 1 : layout.samples());
        byte[] samples = layout.bits() < 8 ? new byte[count] : row;
        for (int chunk = 0; chunk < chunks(); chunk++) {
            try (InputStream stream = open(piece(chunk))) {
                for (int y = 0; y < visibleRows(chunk); y++) {
                    if (stream.readNBytes(row, 0, row.length) < row.length) {
                        throw new EOFException("a strip ends early");
                    }
                    if (layout.bits() < 8) {
                        PackedSamples.unpack(row, 0, count, layout.bits(), 1, samples, 0);
                    }
                    unpredict(row);
                    place(chunk, y, samples, page);
                }
                if (compression == TiffCompression.DEFLATE) {
                    // Reading on makes the inflater compare checksums.
                    VoxelContent.count(stream, 1);
                }
            }
        }
    }

    private void unpredict(byte[] row) {
        int step = layout.planar() ? 1 : layout.samples();
        if (predictor == 2) {
            TiffPredictor.horizontal(row, layout.sampleBytes(), step, file.order());
        } else if (predictor == FLOAT_PREDICTOR) {
            TiffPredictor.floatingPoint(row, layout.sampleBytes(), step, file.order());
        }
    }

    private void place(int chunk, int y, byte[] samples, byte[] page) {
        int inPlane = chunk % chunksPerPlane();
        int left = (int) (inPlane % chunksAcross() * chunkWidth);
        int top = (int) (inPlane / chunksAcross() * chunkHeight) + y;
        int pixelBytes = layout.sampleBytes() * (layout.planar() ? 1 : layout.samples());
        long plane = (long) (chunk / chunksPerPlane()) * layout.width() * layout.height();
        long target = (plane + (long) top * layout.width() + left) * pixelBytes;
        int pixels = (int) Math.min(chunkWidth, layout.width() - left);
        System.arraycopy(samples, 0, page, (int) target, pixels * pixelBytes);
    }

    private int chunksAcross() {
        return (int) ((layout.width() + chunkWidth - 1) / chunkWidth);
    }

    private int chunksPerPlane() {
        return (int) (chunksAcross() * ((layout.height() + chunkHeight - 1) / chunkHeight));
    }

    private int chunks() {
        return (int) chunksInAll();
    }

    private long chunksInAll() {
        long down = (layout.height() + chunkHeight - 1) / chunkHeight;
        return chunksAcross() * down * (layout.planar() ? layout.samples() : 1);
    }

    /** Rows in a strip or tile; the last strip may have fewer. */
    private long rows(int chunk) {
        return tiled ? chunkHeight : visibleRows(chunk);
    }

    /** Rows of a strip or tile that belong to the page. */
    private long visibleRows(int chunk) {
        long above = chunk % chunksPerPlane() / chunksAcross() * chunkHeight;
        return Math.min(chunkHeight, layout.height() - above);
    }

    private FilePiece piece(int chunk) throws IOException {
        TiffField offsets = fields.get(tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS);
        TiffField counts = fields.get(tiled ? TiffTag.TILE_BYTE_COUNTS : TiffTag.STRIP_BYTE_COUNTS);
        if (offsets == null) {
            throw new IOException("a page does not say where its pixels are");
        }
        long place = offsets.numbers(file, chunk, 1)[0];
        long length = counts == null
                ? Math.min(file.size() - place, rows(chunk) * layout.rowBytes(chunkWidth))
                : counts.numbers(file, chunk, 1)[0];
        if (place < 0 || length < 0 || place > file.size() - length) {
            throw new EOFException(
                    "its pixels should end at byte " + (place + length) + ", but it ends at " + file.size());
        }
        return new FilePiece(place, length);
    }

    private InputStream open(FilePiece piece) throws IOException {
        return compression.open(new PieceStream(file.channel(), List.of(piece)));
    }

    private static IOException tooLittle(long claimed, long length) {
        return new EOFException("a strip or tile of " + claimed + " bytes cannot come from " + length);
    }
}
