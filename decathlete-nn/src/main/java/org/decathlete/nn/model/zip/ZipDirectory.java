package org.decathlete.nn.model.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Where the members of a zip file lie. Only members that are stored as they are count, so that their bytes can be read in place;
 * {@code torch.save} compresses nothing. Sizes beyond 4 GiB (zip64) are understood (APPNOTE 6.3.9, sections 4.3 and 4.5.3).
 */
public final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int END64_LOCATOR = 0x07064b50;
    private static final int END64_LOCATOR_LENGTH = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_LENGTH = 56;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int EXTRA64 = 1;
    private static final long IN_EXTRA64 = 0xffffffffL;
    /** A network of 100,000 tensors needs a tenth. */
    private static final long LONGEST = 1L << 26;

    private final FileChannel channel;
    private final long size;

    private ZipDirectory(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /**
     * Bytes of a file.
     *
     * @param name of the member
     * @param position first byte
     * @param length how many
     * @param checksum their CRC-32; 0 where the writer was told to compute none, which PyTorch can be
     */
    public record Member(String name, long position, long length, int checksum) {
        private static final int CHUNK = 1 << 16;

        /**
         * Compares the bytes with the checksum.
         *
         * @param channel the file that the directory was read from
         * @throws ZipException when they differ
         */
        public void verify(FileChannel channel) throws IOException {
            if (checksum != 0) {
                require(computed(channel) == checksum, name + " is damaged: its bytes do not have its checksum");
            }
        }

        /**
         * The CRC-32 as the file says, or as the bytes have it where the file says none.
         *
         * @param channel the file that the directory was read from
         */
        public int identity(FileChannel channel) throws IOException {
            return checksum == 0 ? computed(channel) : checksum;
        }

        private int computed(FileChannel channel) throws IOException {
            CRC32 crc = new CRC32();
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            for (long done = 0; done < length; ) {
                buffer.clear().limit((int) Math.min(CHUNK, length - done));
                int count = channel.read(buffer, position + done);
                require(count >= 0, name + " is cut off");
                crc.update(buffer.flip());
                done += count;
            }
            return (int) crc.getValue();
        }
    }

    /**
     * All members by name, each within the file, none over another.
     *
     * @throws ZipException when the file is no such zip file; the message says why
     */
    public static Map<String, Member> read(FileChannel channel) throws IOException {
        return new ZipDirectory(channel).members();
    }

    private Map<String, Member> members() throws IOException {
        ByteBuffer entries = entries();
        Map<String, Member> members = new LinkedHashMap<>();
        long total = 0;
        while (entries.remaining() >= ENTRY_LENGTH && entries.getInt(entries.position()) == ENTRY) {
            ByteBuffer fixed = take(entries, ENTRY_LENGTH);
            String name = StandardCharsets.UTF_8
                    .decode(take(entries, Short.toUnsignedInt(fixed.getShort(28))))
                    .toString();
            ByteBuffer extra = take(entries, Short.toUnsignedInt(fixed.getShort(30)));
            take(entries, Short.toUnsignedInt(fixed.getShort(32)));
            Member member = member(name, fixed, extra);
            total += member.length();
            require(total <= size, "its members are longer than the file");
            require(members.put(name, member) == null, "it has two members named " + name);
        }
        return members;
    }

    private Member member(String name, ByteBuffer fixed, ByteBuffer extra) throws IOException {
        require((fixed.getShort(8) & 1) == 0, name + " is encrypted");
        require(fixed.getShort(10) == 0, name + " is compressed; save the file with torch.save again");
        long[] wide = {unsigned(fixed, 24), unsigned(fixed, 20), unsigned(fixed, 42)};
        widen(name, wide, extra);
        require(wide[0] == wide[1], name + " has two sizes");
        require(wide[2] >= 0 && wide[2] <= size - LOCAL_LENGTH, name + " lies outside the file");
        ByteBuffer local = at(wide[2], LOCAL_LENGTH);
        require(local.getInt(0) == LOCAL, name + " does not lie where the directory says");
        long position = wide[2]
                + LOCAL_LENGTH
                + Short.toUnsignedInt(local.getShort(26))
                + Short.toUnsignedInt(local.getShort(28));
        require(wide[0] >= 0 && position <= size && wide[0] <= size - position, name + " reaches beyond the file");
        return new Member(name, position, wide[0], fixed.getInt(16));
    }

    /** Replaces what does not fit into 32 bits: size, compressed size and offset, in this order, each only where needed. */
    private static void widen(String name, long[] wide, ByteBuffer extra) throws ZipException {
        while (extra.remaining() >= 4) {
            int tag = Short.toUnsignedInt(extra.getShort());
            ByteBuffer field = take(extra, Short.toUnsignedInt(extra.getShort()));
            for (int i = 0; tag == EXTRA64 && i < wide.length; i++) {
                if (wide[i] == IN_EXTRA64) {
                    require(field.remaining() >= Long.BYTES, name + " lacks its size");
                    wide[i] = field.getLong();
                }
            }
        }
    }

    private ByteBuffer entries() throws IOException {
        int tailLength = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
        ByteBuffer tail = at(size - tailLength, tailLength);
        int end = tailLength - END_LENGTH;
        while (end >= 0 && tail.getInt(end) != END) {
            end--;
        }
        require(end >= 0, "it is no zip file, or cut off");
        long length = unsigned(tail, end + 12);
        long offset = unsigned(tail, end + 16);
        long locator = size - tailLength + end - END64_LOCATOR_LENGTH;
        if (locator >= 0 && at(locator, END64_LOCATOR_LENGTH).getInt(0) == END64_LOCATOR) {
            long end64 = at(locator, END64_LOCATOR_LENGTH).getLong(8);
            require(end64 >= 0 && end64 <= size - END64_LENGTH, "its directory lies outside the file");
            ByteBuffer wide = at(end64, END64_LENGTH);
            require(wide.getInt(0) == END64, "its directory is damaged");
            length = wide.getLong(40);
            offset = wide.getLong(48);
        }
        require(length >= 0 && length <= LONGEST, "its directory would take " + length + " bytes");
        require(offset >= 0 && offset <= size - length, "its directory lies outside the file");
        return at(offset, (int) length);
    }

    private ByteBuffer at(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new ZipException("it is cut off");
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer take(ByteBuffer source, int length) throws ZipException {
        require(length <= source.remaining(), "its directory is cut off");
        ByteBuffer part = source.slice(source.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        source.position(source.position() + length);
        return part;
    }

    private static long unsigned(ByteBuffer buffer, int index) {
        return Integer.toUnsignedLong(buffer.getInt(index));
    }

    private static void require(boolean condition, String otherwise) throws ZipException {
        if (!condition) {
            throw new ZipException(otherwise);
        }
    }
}
