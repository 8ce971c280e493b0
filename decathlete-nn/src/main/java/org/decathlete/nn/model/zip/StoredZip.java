package org.decathlete.nn.model.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.decathlete.core.run.AtomicFiles;

/**
 * Writes zip files as PyTorch's writer does: nothing compressed, and the bytes of every member on a multiple of 64, so that storages
 * can be mapped into memory (APPNOTE 6.3.9, sections 4.3 and 4.5; the padding is an extra field of the id {@code FB}).
 */
public final class StoredZip {
    /** How many bytes all members together may have: what fits without zip64, with room for headers and the directory. */
    public static final long LARGEST = (1L << 32) - (1L << 26);

    private static final int ALIGNMENT = 64;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int EXTRA_HEADER = 4;
    private static final short PADDING = 'F' | 'B' << 8;
    private static final short UTF8 = 0x0800;
    /** The first day that the format knows, so that equal content gives equal bytes. */
    private static final short FIRST_OF_JANUARY_1980 = 1 << 5 | 1;

    private final OutputStream out;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private long position;
    private int count;

    private StoredZip(OutputStream out) {
        this.out = out;
    }

    /**
     * One member.
     *
     * @param length bytes that {@code bytes} writes, each time it is asked
     */
    public record Content(long length, AtomicFiles.Content bytes) {
        /** Bytes in memory. */
        public static Content of(byte[] bytes) {
            return new Content(bytes.length, out -> out.write(bytes));
        }

        /** The checksum stands before the bytes, so they are made twice. */
        private int checksum() throws IOException {
            CRC32 crc = new CRC32();
            bytes.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
            return (int) crc.getValue();
        }
    }

    /**
     * Writes a whole file.
     *
     * @param members by name, in this order; together at most {@link #LARGEST} bytes
     * @throws IOException when the disk refuses
     */
    public static void write(OutputStream out, Map<String, Content> members) throws IOException {
        StoredZip zip = new StoredZip(out);
        for (Map.Entry<String, Content> member : members.entrySet()) {
            zip.add(member.getKey(), member.getValue());
        }
        zip.finish();
    }

    private void add(String memberName, Content content) throws IOException {
        byte[] name = memberName.getBytes(StandardCharsets.UTF_8);
        int checksum = content.checksum();
        long start = position;
        int unpadded = LOCAL_LENGTH + name.length + EXTRA_HEADER;
        int padding = (int) Math.floorMod(-(start + unpadded), (long) ALIGNMENT);
        byte[] localBytes = new byte[unpadded + padding];
        ByteBuffer local = buffer(localBytes);
        common(local.putInt(LOCAL), checksum, content.length(), name.length);
        local.putShort((short) (EXTRA_HEADER + padding)).put(name);
        local.putShort(PADDING).putShort((short) padding);
        emit(localBytes);
        content.bytes().writeTo(out);
        position += content.length();
        byte[] entryBytes = new byte[ENTRY_LENGTH + name.length];
        ByteBuffer entry = buffer(entryBytes);
        common(entry.putInt(ENTRY).putShort((short) 0), checksum, content.length(), name.length);
        entry.position(ENTRY_LENGTH - Integer.BYTES).putInt((int) start).put(name);
        directory.writeBytes(entryBytes);
        count++;
    }

    /** Version needed to the length of the name, which local headers and the directory have alike. */
    private static void common(ByteBuffer buffer, int checksum, long length, int nameLength) {
        buffer.putShort((short) 0).putShort(UTF8).putShort((short) 0);
        buffer.putShort((short) 0).putShort(FIRST_OF_JANUARY_1980);
        buffer.putInt(checksum).putInt((int) length).putInt((int) length).putShort((short) nameLength);
    }

    private void finish() throws IOException {
        long start = position;
        int length = directory.size();
        emit(directory.toByteArray());
        byte[] bytes = new byte[END_LENGTH];
        ByteBuffer end = buffer(bytes);
        end.putInt(END).putInt(0).putShort((short) count).putShort((short) count);
        end.putInt(length).putInt((int) start);
        emit(bytes);
    }

    private void emit(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
