package org.decathlete.nn.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.RandomChange;
import org.decathlete.core.candidate.SpatialChange;
import org.decathlete.nn.augment.draw.SampleRandom;
import org.decathlete.nn.augment.patch.ArrayReader;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.augment.spatial.SpatialTransform;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class AugmenterTest {
    private static final List<Boolean> UNMASKED = List.of(false);

    @Test
    void readsTheEnlargedSizesOfNnunet() {
        Augmentation defaults = Augmentation.nnUNet();
        assertThat(new Augmenter(defaults, new int[] {40, 56, 40}, UNMASKED).enlargedSize())
                .containsExactly(73, 80, 64);
        assertThat(new Augmenter(defaults, new int[] {56, 40}, UNMASKED).enlargedSize())
                .containsExactly(1, 65, 65);
        assertThat(new Augmenter(defaults, new int[] {20, 320, 256}, UNMASKED).enlargedSize()[0])
                .isEqualTo(20);
    }

    @Test
    void samplesAreAFunctionOfTheirKeyAlone() {
        ArrayReader reader = ArrayReader.random(new int[] {20, 22, 24}, 2, new SplittableRandom(1));
        Augmenter one = new Augmenter(Augmentation.nnUNet(), new int[] {12, 14, 16}, List.of(false, true));
        Augmenter other = new Augmenter(Augmentation.nnUNet(), new int[] {12, 14, 16}, List.of(false, true));
        int[] start = {-2, -1, 0};
        Patch first = Patch.empty(one.patchSize(), 2);
        Patch second = Patch.empty(one.patchSize(), 2);
        for (int i = 0; i < 60; i++) {
            one.cut(reader, start, first, SampleRandom.of(5, 0, i, 0));
        }
        for (int i = 59; i >= 0; i--) {
            other.cut(reader, start, second, SampleRandom.of(5, 0, i, 0));
            one.cut(reader, start, first, SampleRandom.of(5, 0, i, 0));
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void everyShapeGivesFiniteValuesAndDeclaredLabels() {
        List<int[]> patches =
                List.of(new int[] {12, 14, 16}, new int[] {4, 16, 16}, new int[] {16, 12}, new int[] {20, 8});
        Properties.forAll(1, 60, random -> {
            int[] patch = patches.get(random.nextInt(patches.size()));
            int depth = patch.length == 2 ? 1 : random.nextInt(3, 20);
            ArrayReader reader =
                    ArrayReader.random(new int[] {depth, random.nextInt(6, 24), random.nextInt(6, 24)}, 2, random);
            Augmenter augmenter = new Augmenter(Augmentation.nnUNet(), patch, List.of(true, false));
            Patch sample = Patch.empty(augmenter.patchSize(), 2);
            int[] start = {0, random.nextInt(-6, 6), random.nextInt(-6, 6)};
            augmenter.cut(reader, start, sample, random);
            for (float[] channel : sample.channels()) {
                for (float value : channel) {
                    assertThat(value).isFinite();
                }
            }
            for (short label : sample.labels()) {
                assertThat(label).isBetween((short) 0, (short) 2);
            }
        });
    }

    @Test
    void transformsHappenAsOftenAsTheRecipeSays() {
        ArrayReader reader = ArrayReader.random(new int[] {10, 10, 10}, 1, new SplittableRandom(3));
        RandomChange never = new RandomChange(0, 1, 0.5, 1);
        Augmentation onlyNoise = new Augmentation(
                new SpatialChange(0, 30, 180, 15, 1.5, 3, 0, 0.7, 1.4, 0.85),
                new RandomChange(0.25, 1, 0.1, 0.1),
                never,
                never,
                never,
                never,
                never,
                never,
                List.of(),
                0.5);
        Augmenter augmenter = new Augmenter(onlyNoise, new int[] {4, 4, 4}, UNMASKED);
        Patch plain = Patch.empty(augmenter.patchSize(), 1);
        int[] start = {0, 0, 0};
        augmenter.cut(reader, start, plain, new SplittableRandom(0));
        Patch reference = Patch.empty(augmenter.patchSize(), 1);
        SpatialTransform.centre(reader, start, augmenter.enlargedSize(), reference);
        int changed = 0;
        for (int i = 0; i < 4000; i++) {
            augmenter.cut(reader, start, plain, SampleRandom.of(1, 2, i, 3));
            changed += plain.channels()[0][0] == reference.channels()[0][0] ? 0 : 1;
        }
        assertThat(changed / 4000.0).isCloseTo(0.25, within(0.03));
    }

    @Test
    void mirrorsTheAxesOfAPlanarPatch() {
        Augmentation mirrored = new Augmentation(
                new SpatialChange(0, 30, 180, 15, 1.5, 3, 0, 0.7, 1.4, 0.85),
                new RandomChange(0, 1, 0, 0),
                new RandomChange(0, 1, 0.5, 1),
                new RandomChange(0, 1, 1, 1),
                new RandomChange(0, 1, 1, 1),
                new RandomChange(0, 1, 1, 1),
                new RandomChange(0, 1, 1, 1),
                new RandomChange(0, 1, 1, 1),
                List.of(0, 1, 2),
                1);
        ArrayReader reader = ArrayReader.random(new int[] {1, 4, 6}, 1, new SplittableRandom(3));
        Augmenter augmenter = new Augmenter(mirrored, new int[] {4, 6}, UNMASKED);
        Patch patch = Patch.empty(augmenter.patchSize(), 1);
        int[] enlarged = augmenter.enlargedSize();
        augmenter.cut(reader, new int[] {0, 2 - enlarged[1] / 2, 3 - enlarged[2] / 2}, patch, new SplittableRandom(1));
        assertThat(patch.channels()[0][0]).isEqualTo(reader.image(0, 0, 3, 5));
        assertThat(patch.channels()[0][1]).isEqualTo(reader.image(0, 0, 3, 4));
        assertThat(patch.channels()[0][23]).isEqualTo(reader.image(0, 0, 0, 0));
    }
}
