package org.decathlete.nn.augment.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class MirrorTest {

    @Test
    void mirrorIsItsOwnInverseAndMovesLabelsWithTheImage() {
        Properties.forAll(1, 10, random -> {
            int[] size = {3, 4, 5};
            Patch patch = Patch.empty(size, 1);
            for (int i = 0; i < patch.voxels(); i++) {
                patch.channels()[0][i] = (float) random.nextGaussian();
                patch.labels()[i] = (short) i;
            }
            float[] before = patch.channels()[0].clone();
            int axis = random.nextInt(3);
            Mirror.flip(patch, axis);
            for (int i = 0; i < patch.voxels(); i++) {
                assertThat(patch.channels()[0][i]).isEqualTo(before[patch.labels()[i]]);
                int[] from = {i / 20, i / 5 % 4, i % 5};
                from[axis] = size[axis] - 1 - from[axis];
                assertThat(patch.labels()[i]).isEqualTo((short) ((from[0] * 4 + from[1]) * 5 + from[2]));
            }
            Mirror.flip(patch, axis);
            assertThat(patch.channels()[0]).isEqualTo(before);
        });
    }
}
