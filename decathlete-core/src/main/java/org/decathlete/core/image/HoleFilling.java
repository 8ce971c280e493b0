package org.decathlete.core.image;

import java.util.Arrays;

/**
 * Fills the holes of a mask: background that no path of face neighbours joins to the border. This is what SciPy's
 * {@code binary_fill_holes} does by default. Instead of dilating again and again, the background is flooded from the border run
 * by run along x.
 */
final class HoleFilling {
    private final boolean[] mask;
    private final boolean[] reached;
    private final int depth;
    private final int height;
    private final int width;
    private int[] stack = new int[1024];
    private int pending;

    private HoleFilling(boolean[] mask, int[] size) {
        this.mask = mask;
        this.reached = new boolean[mask.length];
        this.depth = size[0];
        this.height = size[1];
        this.width = size[2];
    }

    /** Fills the holes of {@code mask}, {@code [z][y][x]}, in place. */
    static void fill(boolean[] mask, int[] size) {
        HoleFilling filling = new HoleFilling(mask, size);
        filling.floodFromBorder();
        for (int i = 0; i < mask.length; i++) {
            mask[i] = !filling.reached[i];
        }
    }

    private void floodFromBorder() {
        for (int z = 0; z < depth; z++) {
            for (int y = 0; y < height; y++) {
                boolean wholeRow = z == 0 || z == depth - 1 || y == 0 || y == height - 1;
                int row = (z * height + y) * width;
                for (int x = 0; x < width; x += wholeRow ? 1 : Math.max(1, width - 1)) {
                    flood(row + x);
                }
            }
        }
    }

    private void flood(int seed) {
        push(seed);
        while (pending > 0) {
            int index = stack[--pending];
            if (mask[index] || reached[index]) {
                continue;
            }
            int row = index - index % width;
            int first = index;
            while (first > row && !mask[first - 1]) {
                first--;
            }
            int last = index;
            while (last < row + width - 1 && !mask[last + 1]) {
                last++;
            }
            Arrays.fill(reached, first, last + 1, true);
            int y = row / width % height;
            int z = row / width / height;
            seedRow(y > 0, first - width, last - width);
            seedRow(y < height - 1, first + width, last + width);
            seedRow(z > 0, first - width * height, last - width * height);
            seedRow(z < depth - 1, first + width * height, last + width * height);
        }
    }

    /** One seed for each run of background that is not yet reached. */
    private void seedRow(boolean inside, int first, int last) {
        if (!inside) {
            return;
        }
        boolean open = false;
        for (int i = first; i <= last; i++) {
            boolean free = !mask[i] && !reached[i];
            if (free && !open) {
                push(i);
            }
            open = free;
        }
    }

    private void push(int index) {
        if (mask[index] || reached[index]) {
            return;
        }
        if (pending == stack.length) {
            stack = Arrays.copyOf(stack, stack.length * 2);
        }
        stack[pending++] = index;
    }
}
