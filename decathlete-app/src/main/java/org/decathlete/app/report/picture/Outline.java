package org.decathlete.app.report.picture;

/** The border between labels on a slice, along the pixels' edges, as the path of an SVG. */
final class Outline {

    private Outline() {}

    /**
     * The path in pixel units; empty where no label touches another.
     *
     * @param labels {@code [row][column]}; outside is 0
     */
    static String path(int width, int height, short[] labels) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y <= height; y++) {
            int start = -1;
            for (int x = 0; x <= width; x++) {
                boolean border = x < width && at(labels, width, height, x, y) != at(labels, width, height, x, y - 1);
                if (border && start < 0) {
                    start = x;
                } else if (!border && start >= 0) {
                    path.append('M')
                            .append(start)
                            .append(' ')
                            .append(y)
                            .append('H')
                            .append(x);
                    start = -1;
                }
            }
        }
        for (int x = 0; x <= width; x++) {
            int start = -1;
            for (int y = 0; y <= height; y++) {
                boolean border = y < height && at(labels, width, height, x, y) != at(labels, width, height, x - 1, y);
                if (border && start < 0) {
                    start = y;
                } else if (!border && start >= 0) {
                    path.append('M')
                            .append(x)
                            .append(' ')
                            .append(start)
                            .append('V')
                            .append(y);
                    start = -1;
                }
            }
        }
        return path.toString();
    }

    private static short at(short[] labels, int width, int height, int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height ? labels[y * width + x] : 0;
    }
}
