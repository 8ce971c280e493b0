package org.decathlete.core.io.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.List;

/** Pieces of a file, one after the other as one stream, through a buffer. The channel stays open. */
public final class PieceStream extends InputStream {
    private static final int BUFFER = 1 << 14;

    private final FileChannel channel;
    private final Iterator<FilePiece> pieces;
    private final ByteBuffer buffer;
    private long place;
    private long left;

    /**
     * Reads pieces in the order in which they are listed.
     *
     * @param channel of the file; it keeps its position
     */
    public PieceStream(FileChannel channel, List<FilePiece> pieces) {
        this.channel = channel;
        this.pieces = pieces.iterator();
        long all = pieces.stream().mapToLong(FilePiece::length).sum();
        this.buffer = ByteBuffer.allocate((int) Math.max(1, Math.min(all, BUFFER)));
        buffer.limit(0);
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(buffer.get()) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        while (left == 0) {
            if (!pieces.hasNext()) {
                return false;
            }
            FilePiece piece = pieces.next();
            place = piece.place();
            left = piece.length();
        }
        buffer.clear();
        buffer.limit((int) Math.min(left, buffer.capacity()));
        int read = channel.read(buffer, place);
        if (read <= 0) {
            throw new EOFException("the file ends early");
        }
        place += read;
        left -= read;
        buffer.flip();
        return true;
    }
}
