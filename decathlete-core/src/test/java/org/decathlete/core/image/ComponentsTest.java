package org.decathlete.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class ComponentsTest {

    @Test
    void agreesWithFloodingOnRandomMasks() {
        Properties.forAll(1, 400, random -> {
            int[] size = {random.nextInt(1, 8), random.nextInt(1, 9), random.nextInt(1, 12)};
            byte[] mask = new byte[size[0] * size[1] * size[2]];
            double density = random.nextDouble(0.02, 0.9);
            for (int i = 0; i < mask.length; i++) {
                mask[i] = random.nextDouble() < density ? (byte) random.nextInt(1, 100) : 0;
            }
            requireEqual(mask, size);
        });
    }

    @Test
    void agreesWithFloodingOnBlobs() {
        Properties.forAll(1, 40, random -> {
            int[] size = {12, 14, 16};
            requireEqual(blobs(size, random), size);
        });
    }

    @Test
    void cornersTouchAndRowsDoNotWrapAround() {
        int[] size = {2, 2, 3};
        byte[] corners = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0};
        assertThat(Components.of(corners, size).count()).isEqualTo(1);
        byte[] endAndStart = {0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThat(Components.of(endAndStart, size).count()).isEqualTo(2);
    }

    @Test
    void anEmptyMaskHasNoneAndAFullOneHasOne() {
        int[] size = {3, 4, 5};
        assertThat(Components.of(new byte[60], size).count()).isZero();
        assertThat(Components.of(new byte[60], size).largest()).isZero();
        byte[] full = new byte[60];
        Arrays.fill(full, (byte) 1);
        Components one = Components.of(full, size);
        assertThat(one.count()).isEqualTo(1);
        assertThat(one.voxels(0)).isEqualTo(60);
    }

    private static void requireEqual(byte[] mask, int[] size) {
        int[] expected = flooded(mask, size);
        int[] found = new int[mask.length];
        Components components = Components.of(mask, size);
        int[] voxels = new int[components.count()];
        components.forEachRun((component, start, end) -> {
            Arrays.fill(found, start, end, component + 1);
            voxels[component] += end - start;
        });
        assertThat(found).isEqualTo(expected);
        for (int component = 0; component < voxels.length; component++) {
            assertThat(components.voxels(component))
                    .isEqualTo(voxels[component])
                    .isPositive();
        }
        assertThat(components.largest()).isEqualTo(Arrays.stream(voxels).max().orElse(0));
    }

    /** The plain way: each component flooded from its first voxel, numbered from 1. */
    private static int[] flooded(byte[] mask, int[] size) {
        int[] numbers = new int[mask.length];
        int count = 0;
        for (int seed = 0; seed < mask.length; seed++) {
            if (mask[seed] != 0 && numbers[seed] == 0) {
                count++;
                ArrayDeque<Integer> open = new ArrayDeque<>();
                open.add(seed);
                numbers[seed] = count;
                while (!open.isEmpty()) {
                    spread(mask, size, numbers, open, count);
                }
            }
        }
        return numbers;
    }

    private static void spread(byte[] mask, int[] size, int[] numbers, ArrayDeque<Integer> open, int number) {
        int at = open.remove();
        int z = at / (size[1] * size[2]);
        int y = at / size[2] % size[1];
        int x = at % size[2];
        for (int nz = Math.max(0, z - 1); nz <= Math.min(size[0] - 1, z + 1); nz++) {
            for (int ny = Math.max(0, y - 1); ny <= Math.min(size[1] - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(size[2] - 1, x + 1); nx++) {
                    int next = (nz * size[1] + ny) * size[2] + nx;
                    if (mask[next] != 0 && numbers[next] == 0) {
                        numbers[next] = number;
                        open.add(next);
                    }
                }
            }
        }
    }

    private static byte[] blobs(int[] size, SplittableRandom random) {
        byte[] mask = new byte[size[0] * size[1] * size[2]];
        for (int blob = 0; blob < 8; blob++) {
            int[] middle = {random.nextInt(size[0]), random.nextInt(size[1]), random.nextInt(size[2])};
            int radius = random.nextInt(4);
            for (int i = 0; i < mask.length; i++) {
                int dz = i / (size[1] * size[2]) - middle[0];
                int dy = i / size[2] % size[1] - middle[1];
                int dx = i % size[2] - middle[2];
                if (dz * dz + dy * dy + dx * dx <= radius * radius) {
                    mask[i] = 1;
                }
            }
        }
        return mask;
    }
}
