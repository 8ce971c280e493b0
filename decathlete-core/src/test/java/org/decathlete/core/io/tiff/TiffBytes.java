package org.decathlete.core.io.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.io.HandMade;

/** TIFF files with one page and one strip per channel, made by hand. */
final class TiffBytes {
    private static final int DIRECTORY = 8;
    private static final int LONG = 4;

    private final ByteOrder order;
    private final Map<Integer, Integer> fields = new TreeMap<>();
    private byte[] pixels = new byte[0];
    private String description = "";
    private int planes = 1;
    private boolean loop;

    private TiffBytes(ByteOrder order) {
        this.order = order;
    }

    static TiffBytes of(ByteOrder order, int width, int height) {
        return new TiffBytes(order)
                .field(TiffTag.IMAGE_WIDTH, width)
                .field(TiffTag.IMAGE_LENGTH, height)
                .field(TiffTag.COMPRESSION, 1)
                .field(TiffTag.PHOTOMETRIC, 1)
                .field(TiffTag.ROWS_PER_STRIP, height);
    }

    TiffBytes samples(int bits, int format) {
        return field(TiffTag.BITS_PER_SAMPLE, bits).field(TiffTag.SAMPLE_FORMAT, format);
    }

    TiffBytes field(int tag, int value) {
        fields.put(tag, value);
        return this;
    }

    TiffBytes pixels(byte[] bytes) {
        pixels = bytes;
        return this;
    }

    TiffBytes planes(int count, byte[] bytes) {
        planes = count;
        pixels = bytes;
        return field(TiffTag.SAMPLES_PER_PIXEL, count).field(TiffTag.PLANAR_CONFIGURATION, 2);
    }

    TiffBytes description(String text) {
        description = text;
        return this;
    }

    /** Makes the page the next of itself. */
    TiffBytes loop() {
        loop = true;
        return this;
    }

    byte[] bytes() {
        fields.put(TiffTag.STRIP_OFFSETS, 0);
        fields.put(TiffTag.STRIP_BYTE_COUNTS, pixels.length / planes);
        if (!description.isEmpty()) {
            fields.put(TiffTag.IMAGE_DESCRIPTION, 0);
        }
        int lists = DIRECTORY + 2 + 12 * fields.size() + 4;
        int data = lists + 8 * planes + description.length();
        ByteBuffer bytes = ByteBuffer.allocate(data + pixels.length).order(order);
        bytes.put(0, (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M')).put(1, bytes.get(0));
        bytes.putShort(2, (short) 42).putInt(4, DIRECTORY).putShort(DIRECTORY, (short) fields.size());
        int at = DIRECTORY + 2;
        for (Map.Entry<Integer, Integer> field : fields.entrySet()) {
            entry(bytes, at, field.getKey(), field.getValue(), lists, data);
            at += 12;
        }
        bytes.putInt(at, loop ? DIRECTORY : 0);
        bytes.put(data, pixels);
        return bytes.array();
    }

    private void entry(ByteBuffer bytes, int at, int tag, int value, int lists, int data) {
        boolean strips = tag == TiffTag.STRIP_OFFSETS || tag == TiffTag.STRIP_BYTE_COUNTS;
        bytes.putShort(at, (short) tag).putShort(at + 2, (short) LONG).putInt(at + 4, strips ? planes : 1);
        bytes.putInt(at + 8, value);
        if (tag == TiffTag.IMAGE_DESCRIPTION) {
            bytes.putShort(at + 2, (short) 2).putInt(at + 4, description.length());
            bytes.putInt(at + 8, lists + 8 * planes);
            bytes.put(lists + 8 * planes, HandMade.bytes(description));
        } else if (strips) {
            int list = tag == TiffTag.STRIP_OFFSETS ? lists : lists + 4 * planes;
            for (int plane = 0; plane < planes; plane++) {
                int entry = tag == TiffTag.STRIP_OFFSETS ? data + plane * (pixels.length / planes) : value;
                bytes.putInt(planes == 1 ? at + 8 : list + 4 * plane, entry);
            }
            if (planes > 1) {
                bytes.putInt(at + 8, list);
            }
        }
    }
}
