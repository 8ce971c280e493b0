package org.decathlete.core.io.png;

/**
 * The pixels of an image that come together: all, or those of one of Adam7's passes (ISO/IEC 15948, 8.2).
 *
 * @param left column of the first pixel
 * @param top row of the first pixel
 * @param right columns from one pixel to the next
 * @param down rows from one pixel to the next
 * @param width pixels in a row
 * @param height rows
 */
record PngPass(int left, int top, int right, int down, long width, long height) {
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    static PngPass[] adam7(int width, int height) {
        PngPass[] passes = new PngPass[ADAM7.length];
        for (int i = 0; i < passes.length; i++) {
            int[] pass = ADAM7[i];
            passes[i] = new PngPass(
                    pass[0],
                    pass[1],
                    pass[2],
                    pass[3],
                    Math.max(0, ((long) width - pass[0] + pass[2] - 1) / pass[2]),
                    Math.max(0, ((long) height - pass[1] + pass[3] - 1) / pass[3]));
        }
        return passes;
    }

    boolean isEmpty() {
        return width == 0 || height == 0;
    }
}
