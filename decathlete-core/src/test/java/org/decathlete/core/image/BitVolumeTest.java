package org.decathlete.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class BitVolumeTest {

    @Test
    void findsTheNearestBitOfARow() {
        Properties.forAll(7, 400, random -> {
            int[] size = {2, 3, random.nextInt(1, 200)};
            BitVolume bits = new BitVolume(size);
            double share = random.nextDouble() < 0.5 ? 0.02 : 0.3;
            for (int row = 0; row < 6; row++) {
                for (int x = 0; x < size[2]; x++) {
                    if (random.nextDouble() < share) {
                        bits.set(row, x);
                    }
                }
            }
            for (int i = 0; i < 50; i++) {
                int row = random.nextInt(6);
                int x = random.nextInt(size[2]);
                int reach = random.nextInt(size[2]);
                int nearest = bits.nearest(row, x, reach);
                int steps = stepsToNearest(bits, row, x, size[2]);
                if (steps > reach) {
                    assertThat(nearest).isEqualTo(-1);
                } else {
                    assertThat(bits.isSet(row, nearest)).isTrue();
                    assertThat(Math.abs(nearest - x)).isEqualTo(steps);
                }
            }
        });
    }

    private static int stepsToNearest(BitVolume bits, int row, int x, int width) {
        int fewest = Integer.MAX_VALUE;
        for (int other = 0; other < width; other++) {
            if (bits.isSet(row, other)) {
                fewest = Math.min(fewest, Math.abs(other - x));
            }
        }
        return fewest;
    }
}
