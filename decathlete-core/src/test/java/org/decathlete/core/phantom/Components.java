package org.decathlete.core.phantom;

import java.util.Arrays;

/** Connected components (six neighbours) by flooding. */
final class Components {

    private Components() {}

    /** Clears all but the largest component of a mask {@code [z][y][x]}. */
    static void keepLargest(boolean[] mask, int[] size) {
        int[] component = new int[mask.length];
        int[] queue = new int[mask.length];
        int largest = 0;
        int largestSize = 0;
        int number = 0;
        for (int seed = 0; seed < mask.length; seed++) {
            if (mask[seed] && component[seed] == 0) {
                int found = flood(mask, size, component, queue, seed, ++number);
                if (found > largestSize) {
                    largestSize = found;
                    largest = number;
                }
            }
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] = largest > 0 && component[i] == largest;
        }
    }

    /** Number of components. */
    static int count(boolean[] mask, int[] size) {
        boolean[] rest = Arrays.copyOf(mask, mask.length);
        int[] component = new int[mask.length];
        int[] queue = new int[mask.length];
        int number = 0;
        for (int seed = 0; seed < mask.length; seed++) {
            if (rest[seed] && component[seed] == 0) {
                flood(rest, size, component, queue, seed, ++number);
            }
        }
        return number;
    }

    private static int flood(boolean[] mask, int[] size, int[] component, int[] queue, int seed, int number) {
        int plane = size[1] * size[2];
        int head = 0;
        int tail = 0;
        queue[tail++] = seed;
        component[seed] = number;
        while (head < tail) {
            int at = queue[head++];
            int x = at % size[2];
            int y = at / size[2] % size[1];
            int z = at / plane;
            int[] next = {
                x > 0 ? at - 1 : -1,
                x + 1 < size[2] ? at + 1 : -1,
                y > 0 ? at - size[2] : -1,
                y + 1 < size[1] ? at + size[2] : -1,
                z > 0 ? at - plane : -1,
                z + 1 < size[0] ? at + plane : -1
            };
            for (int neighbour : next) {
                if (neighbour >= 0 && mask[neighbour] && component[neighbour] == 0) {
                    component[neighbour] = number;
                    queue[tail++] = neighbour;
                }
            }
        }
        return tail;
    }
}
