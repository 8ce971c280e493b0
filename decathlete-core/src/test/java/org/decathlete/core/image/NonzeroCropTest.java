package org.decathlete.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import org.decathlete.core.volume.Box;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class NonzeroCropTest {

    @Test
    void fillsHolesAsAFloodFromTheBorderDoes() {
        Properties.forAll(1, 200, random -> {
            int[] size = {random.nextInt(1, 8), random.nextInt(1, 9), random.nextInt(1, 10)};
            boolean[] mask = new boolean[size[0] * size[1] * size[2]];
            double density = random.nextDouble(0.2, 0.9);
            for (int i = 0; i < mask.length; i++) {
                mask[i] = random.nextDouble() < density;
            }
            boolean[] expected = plainFill(mask, size);
            HoleFilling.fill(mask, size);
            assertThat(mask).isEqualTo(expected);
        });
    }

    @Test
    void joinsChannelsAndMarksBackgroundOutside() {
        int[] size = {3, 4, 5};
        float[] first = new float[60];
        float[] second = new float[60];
        first[index(1, 1, 1)] = 2;
        second[index(1, 2, 3)] = -1;
        short[] labels = new short[60];
        labels[index(1, 1, 2)] = 1;
        NonzeroCrop crop = NonzeroCrop.of(size, List.of(first, second));
        assertThat(crop.box()).isEqualTo(new Box(new int[] {1, 1, 1}, new int[] {2, 3, 4}));
        assertThat(crop.crop(first)).containsExactly(2, 0, 0, 0, 0, 0);
        assertThat(crop.cropLabels(labels)).containsExactly(0, 1, -1, -1, -1, 0);
        assertThat(crop.cropLabels(null)).containsExactly(0, -1, -1, -1, -1, 0);
    }

    @Test
    void keepsAnEmptyImageWhole() {
        NonzeroCrop crop = NonzeroCrop.of(new int[] {2, 2, 2}, List.of(new float[8]));
        assertThat(crop.box()).isEqualTo(Box.whole(new int[] {2, 2, 2}));
        assertThat(crop.cropLabels(null)).containsOnly(0);
    }

    private static int index(int z, int y, int x) {
        return (z * 4 + y) * 5 + x;
    }

    private static boolean[] plainFill(boolean[] mask, int[] size) {
        boolean[] outside = new boolean[mask.length];
        ArrayDeque<int[]> queue = new ArrayDeque<>();
        for (int z = -1; z <= size[0]; z++) {
            for (int y = -1; y <= size[1]; y++) {
                for (int x = -1; x <= size[2]; x++) {
                    if (z < 0 || y < 0 || x < 0 || z == size[0] || y == size[1] || x == size[2]) {
                        queue.add(new int[] {z, y, x});
                    }
                }
            }
        }
        int[][] steps = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
        while (!queue.isEmpty()) {
            int[] at = queue.remove();
            for (int[] step : steps) {
                int z = at[0] + step[0];
                int y = at[1] + step[1];
                int x = at[2] + step[2];
                if (z >= 0 && y >= 0 && x >= 0 && z < size[0] && y < size[1] && x < size[2]) {
                    int index = (z * size[1] + y) * size[2] + x;
                    if (!mask[index] && !outside[index]) {
                        outside[index] = true;
                        queue.add(new int[] {z, y, x});
                    }
                }
            }
        }
        boolean[] filled = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            filled[i] = !outside[i];
        }
        return filled;
    }
}
