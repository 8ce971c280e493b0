package org.decathlete.core.io.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Undoes the differences that make a TIFF compress better (TIFF 6.0, section 14; Adobe's Technical Note 3). */
final class TiffPredictor {

    private TiffPredictor() {}

    /**
     * Every sample is the difference to the one before it in the same channel.
     *
     * @param row samples in the file's byte order; changed in place
     * @param bytes of a sample
     * @param step samples per pixel
     */
    static void horizontal(byte[] row, int bytes, int step, ByteOrder order) {
        ByteBuffer samples = ByteBuffer.wrap(row).order(order);
        for (int at = step * bytes; at + bytes <= row.length; at += bytes) {
            int before = at - step * bytes;
            switch (bytes) {
                case 1 -> row[at] += row[before];
                case 2 -> samples.putShort(at, (short) (samples.getShort(at) + samples.getShort(before)));
                case 4 -> samples.putInt(at, samples.getInt(at) + samples.getInt(before));
                default -> samples.putLong(at, samples.getLong(at) + samples.getLong(before));
            }
        }
    }

    /** The bytes of the row's numbers, all the highest first, are differences of bytes. */
    static void floatingPoint(byte[] row, int bytes, int step, ByteOrder order) {
        for (int i = step; i < row.length; i++) {
            row[i] += row[i - step];
        }
        byte[] planes = row.clone();
        int count = row.length / bytes;
        for (int i = 0; i < count; i++) {
            for (int b = 0; b < bytes; b++) {
                int to = order == ByteOrder.BIG_ENDIAN ? b : bytes - 1 - b;
                row[i * bytes + to] = planes[b * count + i];
            }
        }
    }
}
