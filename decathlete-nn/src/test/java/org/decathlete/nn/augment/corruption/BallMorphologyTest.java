package org.decathlete.nn.augment.corruption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

/** Against every voxel of the ball tried for every voxel of the mask. */
class BallMorphologyTest {

    @Test
    void equalsTheDefinitionForEveryBall() {
        Properties.forAll(1, 60, random -> {
            int[] size = {random.nextBoolean() ? 1 : random.nextInt(2, 12), random.nextInt(1, 14), random.nextInt(1, 14)
            };
            int diameter = random.nextInt(2, 9);
            byte[] mask = lumps(size, random);
            BallMorphology morphology = new BallMorphology(size);
            morphology.diameter(diameter);

            assertThat(changed(mask, morphology::dilate)).isEqualTo(plain(mask, size, diameter, (byte) 1));
            assertThat(changed(mask, morphology::erode)).isEqualTo(plain(mask, size, diameter, (byte) 0));
            assertThat(changed(mask, morphology::close))
                    .isEqualTo(plain(plain(mask, size, diameter, (byte) 1), size, diameter, (byte) 0));
            assertThat(changed(mask, morphology::open))
                    .isEqualTo(plain(plain(mask, size, diameter, (byte) 0), size, diameter, (byte) 1));
        });
    }

    /** Voxel counts that scikit-image prints for {@code ball(1)}, {@code ball(2)}, {@code ball(2.5)} and {@code ball(8)}. */
    @Test
    void hasTheVoxelsOfScikitImagesBall() {
        assertThat(ball(3)).isEqualTo(7);
        assertThat(ball(5)).isEqualTo(33);
        assertThat(ball(6)).isEqualTo(56);
        assertThat(ball(17)).isEqualTo(2109);
    }

    private static int ball(int diameter) {
        int[] size = {21, 21, 21};
        byte[] mask = new byte[21 * 21 * 21];
        mask[(10 * 21 + 10) * 21 + 10] = 1;
        BallMorphology morphology = new BallMorphology(size);
        morphology.diameter(diameter);
        morphology.dilate(mask);
        int voxels = 0;
        for (byte value : mask) {
            voxels += value;
        }
        return voxels;
    }

    private static byte[] changed(byte[] mask, Consumer<byte[]> operation) {
        byte[] copy = mask.clone();
        operation.accept(copy);
        return copy;
    }

    private static byte[] lumps(int[] size, SplittableRandom random) {
        byte[] mask = new byte[size[0] * size[1] * size[2]];
        for (int i = 1; i < mask.length; i++) {
            mask[i] = (byte) (random.nextInt(5) > 0 ? mask[i - 1] : random.nextInt(2));
        }
        return mask;
    }

    private static byte[] plain(byte[] mask, int[] size, int diameter, byte value) {
        byte[] result = mask.clone();
        int span = diameter - 1;
        for (int i = 0; i < mask.length; i++) {
            int z = i / (size[1] * size[2]);
            int y = i / size[2] % size[1];
            int x = i % size[2];
            for (int dz = 0; dz < (size[0] == 1 ? 1 : diameter); dz++) {
                for (int dy = 0; dy < diameter; dy++) {
                    for (int dx = 0; dx < diameter; dx++) {
                        int cz = size[0] == 1 ? 0 : 2 * dz - span;
                        int cy = 2 * dy - span;
                        int cx = 2 * dx - span;
                        int oz = size[0] == 1 ? z : z + dz - span / 2;
                        int oy = y + dy - span / 2;
                        int ox = x + dx - span / 2;
                        if (cz * cz + cy * cy + cx * cx <= span * span
                                && oz >= 0
                                && oy >= 0
                                && ox >= 0
                                && oz < size[0]
                                && oy < size[1]
                                && ox < size[2]
                                && mask[(oz * size[1] + oy) * size[2] + ox] == value) {
                            result[i] = value;
                        }
                    }
                }
            }
        }
        return result;
    }
}
