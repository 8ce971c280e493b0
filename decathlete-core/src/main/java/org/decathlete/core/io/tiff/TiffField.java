package org.decathlete.core.io.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A field of a page, whose values are read when they are asked for.
 *
 * @param type TIFF's number for the type of the values
 * @param count how many values
 * @param place of the first in the file
 */
record TiffField(int type, long count, long place) {

    /** Bytes of a value of a type; 0 for types that hold no whole numbers or text. */
    static int bytes(int type) {
        return switch (type) {
            case 1, 2, 6 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 13 -> 4;
            case 16, 17, 18 -> 8;
            default -> 0;
        };
    }

    /** Whole numbers: the values {@code from} to {@code from + length - 1}. */
    long[] numbers(TiffFile file, int from, int length) throws IOException {
        if (from + (long) length > count) {
            throw new IOException("a field has " + count + " values where " + (from + (long) length) + " are needed");
        }
        int size = bytes(type);
        ByteBuffer bytes = file.bytes(place + (long) from * size, Math.multiplyExact(length, size));
        long[] numbers = new long[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = switch (size) {
                case 1 -> Byte.toUnsignedInt(bytes.get(i));
                case 2 -> Short.toUnsignedInt(bytes.getShort(2 * i));
                case 4 -> Integer.toUnsignedLong(bytes.getInt(4 * i));
                default -> bytes.getLong(8 * i);
            };
        }
        return numbers;
    }

    /** The first values as text. */
    String text(TiffFile file, int longest) throws IOException {
        int length = (int) Math.min(count, longest);
        return new String(file.bytes(place, length).array(), StandardCharsets.ISO_8859_1);
    }

    /** The first value of a page's field. */
    static long number(TiffFile file, Map<Integer, TiffField> page, int tag, long otherwise) throws IOException {
        TiffField field = page.get(tag);
        return field == null || field.count == 0 ? otherwise : field.numbers(file, 0, 1)[0];
    }

    /** The first value of a page's field, which every page must have. */
    static long required(TiffFile file, Map<Integer, TiffField> page, int tag, String name) throws IOException {
        TiffField field = page.get(tag);
        if (field == null || field.count == 0) {
            throw new IOException("a page has no field " + name);
        }
        return field.numbers(file, 0, 1)[0];
    }
}
