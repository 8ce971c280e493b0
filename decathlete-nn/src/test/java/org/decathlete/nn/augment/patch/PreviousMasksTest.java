package org.decathlete.nn.augment.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.nn.augment.Augmenter;
import org.decathlete.testkit.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreviousMasksTest {
    private static final List<Integer> FOREGROUND = List.of(1, 2);
    private static final CascadeAugmentation UNCORRUPTED = new CascadeAugmentation(0, 0.5, 1, 8, 0, 0.5, 0.15, 0);

    @Test
    void holdAMaskForEachForegroundLabelAndNoneForBackgroundAndOutside() {
        PreviousMasks masks = new PreviousMasks(List.of(1, 3), new short[] {0, 3, -1, 1, 2, 3}, new byte[2][6]);
        masks.encode();
        assertThat(masks.masks()[0]).containsExactly(0, 0, 0, 1, 0, 0);
        assertThat(masks.masks()[1]).containsExactly(0, 1, 0, 0, 0, 1);
        masks.labels()[1] = 1;
        masks.encode();
        assertThat(masks.masks()[0]).containsExactly(0, 1, 0, 1, 0, 0);
        assertThat(masks.masks()[1]).containsExactly(0, 0, 0, 0, 0, 1);
    }

    /** A previous stage that says what the labels say is turned, scaled, cut and mirrored with them, whatever the patch. */
    @Test
    void goThroughTheSpatialChangesAsTheLabelsDo() {
        List<int[]> patches = List.of(new int[] {12, 14, 16}, new int[] {4, 16, 16}, new int[] {16, 12});
        Properties.forAll(1, 60, random -> {
            int[] patch = patches.get(random.nextInt(patches.size()));
            int[] shape = {patch.length == 2 ? 1 : random.nextInt(3, 20), random.nextInt(6, 24), random.nextInt(6, 24)};
            ArrayReader image = ArrayReader.random(shape, 2, random);
            RefiningReader reader = new RefiningReader(image, image, FOREGROUND);
            int[] start = {0, random.nextInt(-6, 6), random.nextInt(-6, 6)};
            long seed = random.nextLong();
            Patch refined = cut(reader, patch, UNCORRUPTED, start, seed);
            Patch plain = cut(image, patch, null, start, seed);
            assertThat(refined.channels()).isDeepEqualTo(plain.channels());
            assertThat(refined.labels()).isEqualTo(plain.labels());
            requireMasks(refined);

            Patch judged = Patch.empty(refined.size(), 2, FOREGROUND);
            Augmenter.plain(reader, start, judged);
            requireMasks(judged);
        });
    }

    private static Patch cut(
            PatchReader reader, int[] size, @Nullable CascadeAugmentation cascade, int[] start, long seed) {
        Augmenter augmenter = new Augmenter(Augmentation.nnUNet(), size, size, List.of(true, false), cascade);
        Patch patch = Patch.empty(augmenter.patchSize(), 2, reader.previousLabels());
        augmenter.cut(reader, start, patch, new SplittableRandom(seed));
        return patch;
    }

    private static void requireMasks(Patch patch) {
        for (int i = 0; i < patch.voxels(); i++) {
            for (int value : FOREGROUND) {
                assertThat(patch.previous().masks()[value - 1][i])
                        .isEqualTo((byte) (patch.labels()[i] == value ? 1 : 0));
            }
        }
    }
}
