package org.decathlete.nn.model.pth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files as torch.save does, with one storage of floats, for tests. */
final class TorchZip {

    private TorchZip() {}

    static void write(Path file, byte[] pickle, byte[] storage) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            add(zip, "w/data.pkl", pickle);
            add(zip, "w/data/0", storage);
            add(zip, "w/version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The same with every size and offset in zip64 fields, as files of many gigabytes have them. */
    static void write64(Path file, byte[] pickle, byte[] storage) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("archive/data.pkl", pickle);
        members.put("archive/data/0", storage);
        ByteBuffer zip =
                ByteBuffer.allocate(1000 + pickle.length + storage.length).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer directory = ByteBuffer.allocate(500).order(ByteOrder.LITTLE_ENDIAN);
        members.forEach((name, content) -> {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            long offset = zip.position();
            zip.putInt(0x04034b50).put(new byte[14]).putInt(-1).putInt(-1);
            zip.putShort((short) text.length).putShort((short) 5).put(text);
            // Torch pads here, so that storages are aligned.
            zip.put(new byte[] {'F', 'B', 1, 0, 'Z'}).put(content);
            directory.putInt(0x02014b50).put(new byte[16]).putInt(-1).putInt(-1);
            directory.putShort((short) text.length).putShort((short) 28).put(new byte[10]);
            directory.putInt(-1).put(text).putShort((short) 1).putShort((short) 24);
            directory.putLong(content.length).putLong(content.length).putLong(offset);
        });
        long start = zip.position();
        zip.put(directory.flip());
        long end = zip.position();
        zip.putInt(0x06064b50).putLong(44).put(new byte[12]).putLong(2).putLong(2);
        zip.putLong(end - start).putLong(start);
        zip.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        zip.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        Files.write(file, Arrays.copyOf(zip.array(), zip.position()));
    }

    /** The same file as torch.save writes it when it is told to compute no checksums: all are 0. */
    static byte[] withoutChecksums(byte[] zip) {
        ByteBuffer buffer = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 20 <= zip.length; i++) {
            if (buffer.getInt(i) == 0x02014b50) {
                buffer.putInt(i + 16, 0);
            }
        }
        return buffer.array();
    }

    /** The storage 0, 1, 2, … */
    static byte[] floats(int count) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putFloat(i);
        }
        return buffer.array();
    }

    /** A pickled dict: pairs of a name and a view "offset shape strides" of the storage of 6 floats. */
    static byte[] dictionary(String... namesAndViews) {
        StringBuilder pickle = new StringBuilder("\u0080\u0002}(");
        for (int i = 0; i < namesAndViews.length; i += 2) {
            String[] view = namesAndViews[i + 1].split(" ", -1);
            pickle.append(text(namesAndViews[i]))
                    .append("ctorch._utils\n_rebuild_tensor_v2\n((")
                    .append(text("storage"))
                    .append("ctorch\nFloatStorage\n")
                    .append(text("0"))
                    .append(text("cuda:0"))
                    .append(integer("6"))
                    .append("tQ")
                    .append(integer(view[0]))
                    .append(tuple(view[1]))
                    .append(tuple(view[2]))
                    .append("\u0089ccollections\nOrderedDict\n)RtR");
        }
        return pickle.append("u.").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String tuple(String numbers) {
        StringBuilder tuple = new StringBuilder("(");
        for (String number : numbers.split(",", -1)) {
            tuple.append(integer(number));
        }
        return tuple.append('t').toString();
    }

    private static String integer(String number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write('J');
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Integer.parseInt(number))
                .array());
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static String text(String text) {
        return "X" + (char) text.length() + "\0\0\0" + text;
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
