package org.decathlete.nn.augment.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.core.candidate.RandomChange;
import org.decathlete.core.candidate.SpatialChange;
import org.decathlete.nn.augment.Augmenter;
import org.decathlete.nn.augment.draw.Interval;
import org.decathlete.nn.augment.draw.SampleRandom;
import org.decathlete.nn.augment.patch.ArrayReader;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.augment.patch.RefiningReader;
import org.junit.jupiter.api.Test;

class MaskCorruptionTest {
    private static final int[] SIZE = {8, 12, 30};

    /** Twenty voxels of label 1 and nine of label 2, side by side, and one voxel of label 2 far away. */
    private static final ArrayReader PREVIOUS = previous();

    private static final RefiningReader READER =
            new RefiningReader(ArrayReader.random(SIZE, 1, new SplittableRandom(1)), PREVIOUS, List.of(1, 2));

    @Test
    void happensAsOftenAsNnunetSays() {
        CascadeAugmentation recipe = CascadeAugmentation.nnUNet();
        assertThat(changedMasks(only(recipe, true))).isCloseTo(0.4 * 0.5 * changedByMorphology(), within(0.02));
        assertThat(changedMasks(only(recipe, false))).isCloseTo(0.2 * 0.5, within(0.02));
    }

    @Test
    void drawsEveryBallFromThreeToSixteenVoxelsAlike() {
        SplittableRandom random = new SplittableRandom(5);
        Interval radius = new Interval(1, 8);
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 14_000; i++) {
            counts.merge(MaskMorphology.diameter(radius.draw(random)), 1, Integer::sum);
        }
        assertThat(counts.keySet()).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void masksThatGrowTakeFromOthersSoThatNoVoxelHasTwoLabels() {
        MaskMorphology always = new MaskMorphology(1, new Interval(1, 8));
        int grown = 0;
        int taken = 0;
        for (int seed = 0; seed < 200; seed++) {
            Patch patch = patch();
            int before = count(patch, 0) + count(patch, 1);
            always.apply(patch, new SplittableRandom(seed));
            for (int i = 0; i < patch.voxels(); i++) {
                assertThat(patch.previous().masks()[0][i] + patch.previous().masks()[1][i])
                        .isLessThan(2);
            }
            grown += count(patch, 0) + count(patch, 1) > before ? 1 : 0;
            taken += count(patch, 0) > 20 && count(patch, 1) < 10 ? 1 : 0;
        }
        assertThat(grown).isPositive();
        assertThat(taken).isPositive();
    }

    @Test
    void oneComponentGoesAndOnlyOneThatIsSmallEnough() {
        ComponentRemoval always = new ComponentRemoval(1, 0.15, 0);
        Map<Integer, Integer> left = new TreeMap<>();
        for (int seed = 0; seed < 1000; seed++) {
            Patch patch = patch();
            always.apply(patch, new SplittableRandom(seed));
            assertThat(count(patch, 0)).isZero();
            left.merge(count(patch, 1), 1, Integer::sum);
        }
        // Of label 2 either the nine voxels or the one.
        assertThat(left.keySet()).containsExactly(1, 9);
        assertThat(left.get(1)).isBetween(430, 570);

        Patch patch = patch();
        new ComponentRemoval(1, 20.0 / patch.voxels(), 0).apply(patch, new SplittableRandom(1));
        assertThat(count(patch, 0)).as("as large as the share").isEqualTo(20);
        assertThat(count(patch, 1)).isLessThan(10);
    }

    @Test
    void whatIsRemovedCanBeGivenToAnotherLabel() {
        Patch patch = patch();
        byte[] first = patch.previous().masks()[0].clone();
        new ComponentRemoval(1, 1, 1).apply(patch, new SplittableRandom(4));
        assertThat(count(patch, 0) + count(patch, 1)).isEqualTo(30);
        assertThat(patch.previous().masks()[0]).isNotEqualTo(first);
    }

    /** How often an operation that is applied changes a mask of these: not every opening and closing does. */
    private static double changedByMorphology() {
        MaskMorphology always = new MaskMorphology(1, new Interval(1, 8));
        int changed = 0;
        for (int seed = 0; seed < 3000; seed++) {
            Patch patch = patch();
            byte[][] before = copy(patch);
            // One mask alone, so that none is changed by the other.
            Arrays.fill(patch.previous().masks()[1], (byte) 0);
            always.apply(patch, new SplittableRandom(seed));
            changed += Arrays.equals(before[0], patch.previous().masks()[0]) ? 0 : 1;
        }
        return changed / 3000.0;
    }

    /** Share of samples whose first mask is changed by the whole augmenter. */
    private static double changedMasks(CascadeAugmentation cascade) {
        Augmenter augmenter = new Augmenter(still(), SIZE, SIZE, List.of(false), cascade);
        int[] enlarged = augmenter.enlargedSize();
        int[] start = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = SIZE[axis] / 2 - enlarged[axis] / 2;
        }
        byte[] plain = patch().previous().masks()[0];
        Patch patch = Patch.empty(SIZE, 1, List.of(1));
        RefiningReader one = new RefiningReader(READER.image(), PREVIOUS, List.of(1));
        int changed = 0;
        for (int i = 0; i < 6000; i++) {
            augmenter.cut(one, start, patch, SampleRandom.of(3, 0, i, 0));
            changed += Arrays.equals(plain, patch.previous().masks()[0]) ? 0 : 1;
        }
        return changed / 6000.0;
    }

    private static CascadeAugmentation only(CascadeAugmentation recipe, boolean morphology) {
        return new CascadeAugmentation(
                morphology ? recipe.morphologyProbability() : 0,
                recipe.morphologyLabelProbability(),
                recipe.radiusLow(),
                recipe.radiusHigh(),
                morphology ? 0 : recipe.removalProbability(),
                recipe.removalLabelProbability(),
                recipe.largestRemoved(),
                recipe.fillProbability());
    }

    private static Augmentation still() {
        RandomChange never = new RandomChange(0, 1, 0.5, 1);
        return new Augmentation(
                new SpatialChange(0, 30, 180, 15, 1.5, 3, 0, 0.7, 1.4, 0.85),
                never,
                never,
                never,
                never,
                never,
                never,
                never,
                List.of(),
                0.5);
    }

    private static Patch patch() {
        Patch patch = Patch.empty(SIZE, 1, List.of(1, 2));
        Augmenter.plain(READER, new int[3], patch);
        return patch;
    }

    private static byte[][] copy(Patch patch) {
        return Arrays.stream(patch.previous().masks()).map(byte[]::clone).toArray(byte[][]::new);
    }

    private static int count(Patch patch, int index) {
        int count = 0;
        for (byte value : patch.previous().masks()[index]) {
            count += value;
        }
        return count;
    }

    private static ArrayReader previous() {
        short[] labels = new short[SIZE[0] * SIZE[1] * SIZE[2]];
        for (int i = 0; i < 20; i++) {
            labels[at(4, 4 + i / 5, 5 + i % 5)] = 1;
        }
        for (int i = 0; i < 9; i++) {
            labels[at(4, 4 + i / 3, 10 + i % 3)] = 2;
        }
        labels[at(1, 1, 28)] = 2;
        return new ArrayReader(SIZE, new float[0][], labels);
    }

    private static int at(int z, int y, int x) {
        return (z * SIZE[1] + y) * SIZE[2] + x;
    }
}
