package org.decathlete.core.io.png;

import java.io.IOException;

/** PNG's five filters (ISO/IEC 15948, 9). */
final class PngFilter {

    private PngFilter() {}

    /**
     * Takes a filter off a row, in place.
     *
     * @param above the row above, zeros above the first
     * @param length bytes of the row
     * @param step bytes to the pixel on the left
     * @throws IOException where there is no such filter
     */
    static void remove(int filter, byte[] row, byte[] above, int length, int step) throws IOException {
        switch (filter) {
            case 0 -> {}
            case 1 -> {
                for (int i = step; i < length; i++) {
                    row[i] += row[i - step];
                }
            }
            case 2 -> {
                for (int i = 0; i < length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 0; i < length; i++) {
                    int left = i < step ? 0 : Byte.toUnsignedInt(row[i - step]);
                    row[i] += (byte) ((left + Byte.toUnsignedInt(above[i])) / 2);
                }
            }
            case 4 -> {
                for (int i = 0; i < length; i++) {
                    int left = i < step ? 0 : Byte.toUnsignedInt(row[i - step]);
                    int corner = i < step ? 0 : Byte.toUnsignedInt(above[i - step]);
                    row[i] += (byte) paeth(left, Byte.toUnsignedInt(above[i]), corner);
                }
            }
            default -> throw new IOException("a row has the filter " + filter);
        }
    }

    private static int paeth(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}
