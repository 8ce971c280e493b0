package org.decathlete.core.io.tiff;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An open TIFF or BigTIFF file: numbers at places, and the list of its pages. */
final class TiffFile implements Closeable {
    private static final int BIG = 43;
    private static final int MOST_FIELDS = 4096;
    private static final int MOST_PAGES = 1 << 16;

    private final FileChannel channel;
    private final long size;
    private final ByteOrder order;
    private final boolean big;

    private TiffFile(FileChannel channel, long size, ByteOrder order, boolean big) {
        this.channel = channel;
        this.size = size;
        this.order = order;
        this.big = big;
    }

    static boolean recognises(byte[] start) {
        if (start.length < 8 || start[0] != start[1] || (start[0] != 'I' && start[0] != 'M')) {
            return false;
        }
        int version = ByteBuffer.wrap(start).order(orderOf(start[0])).getShort(2);
        return version == 42 || version == BIG;
    }

    static TiffFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            ByteBuffer start = ByteBuffer.allocate(4);
            channel.read(start, 0);
            ByteOrder order = orderOf(start.get(0));
            return new TiffFile(
                    channel, channel.size(), order, start.order(order).getShort(2) == BIG);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    ByteOrder order() {
        return order;
    }

    FileChannel channel() {
        return channel;
    }

    /** The fields of every page but small versions and masks of another. */
    List<Map<Integer, TiffField>> pages() throws IOException {
        List<Map<Integer, TiffField>> pages = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long next = big
                ? bytes(8, 8).getLong(0)
                : Integer.toUnsignedLong(bytes(4, 4).getInt(0));
        while (next != 0) {
            if (!seen.add(next) || seen.size() > MOST_PAGES) {
                throw new IOException("its list of pages does not end");
            }
            long count = big
                    ? bytes(next, 8).getLong(0)
                    : Short.toUnsignedInt(bytes(next, 2).getShort(0));
            if (count < 1 || count > MOST_FIELDS) {
                throw new IOException("a page has " + count + " fields");
            }
            long first = next + (big ? 8 : 2);
            int length = big ? 20 : 12;
            ByteBuffer entries = bytes(first, (int) count * length + (big ? 8 : 4));
            Map<Integer, TiffField> page = fields(entries, (int) count, length, first);
            if ((TiffField.number(this, page, TiffTag.NEW_SUBFILE_TYPE, 0) & 5) == 0) {
                pages.add(page);
            }
            int end = (int) count * length;
            next = big ? entries.getLong(end) : Integer.toUnsignedLong(entries.getInt(end));
        }
        return pages;
    }

    /** Bytes of the file, in its order. */
    ByteBuffer bytes(long place, int count) throws IOException {
        if (place < 0 || count < 0 || place > size - count) {
            throw new EOFException("it refers to byte " + place + ", and has " + size);
        }
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, place + buffer.position()) < 0) {
                throw new EOFException("the file ends early");
            }
        }
        return buffer.order(order);
    }

    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Map<Integer, TiffField> fields(ByteBuffer entries, int count, int length, long first) throws IOException {
        Map<Integer, TiffField> fields = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int at = i * length;
            int type = Short.toUnsignedInt(entries.getShort(at + 2));
            long values = big ? entries.getLong(at + 4) : Integer.toUnsignedLong(entries.getInt(at + 4));
            int inline = big ? 8 : 4;
            long valuesAt = first + at + length - inline;
            int bytes = TiffField.bytes(type);
            if (bytes > 0 && values > inline / bytes) {
                valuesAt = big ? entries.getLong(at + 12) : Integer.toUnsignedLong(entries.getInt(at + 8));
            }
            if (bytes > 0 && values >= 0 && values <= size / bytes) {
                fields.put(Short.toUnsignedInt(entries.getShort(at)), new TiffField(type, values, valuesAt));
            }
        }
        return fields;
    }

    private static ByteOrder orderOf(byte mark) {
        return mark == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }
}
