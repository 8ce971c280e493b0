package org.decathlete.nn.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchSamplerTest {

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1", "4, 1", "5, 2", "9, 3", "12, 4", "58, 19", "366, 121"})
    void lastThirdOfABatchIsForced(int batchSize, int forced) {
        SplittableRandom random = new SplittableRandom(1);
        int count = 0;
        for (int place = 0; place < batchSize; place++) {
            boolean isForced = share(0.33).isCentred(place, batchSize, random);
            count += isForced ? 1 : 0;
            assertThat(!isForced || place >= batchSize - forced).isTrue();
        }
        assertThat(count).isEqualTo(forced);
    }

    @Test
    void aThirdOfBatchesOfOneIsForced() {
        SplittableRandom random = new SplittableRandom(3);
        int count = 0;
        for (int i = 0; i < 10_000; i++) {
            count += share(0.33).isCentred(0, 1, random) ? 1 : 0;
        }
        assertThat(count).isBetween(3100, 3500);
    }

    /** round(1 · (1 − 0.33)) is 1, and no place of the batch reaches it. */
    @Test
    void nnunetsRuleForcesNothingInABatchOfOneAndDrawsNothingForIt() {
        Oversampling faithful = new Oversampling(0.33, true);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            assertThat(faithful.isCentred(0, 1, random)).isFalse();
        }
        assertThat(random.nextLong()).isEqualTo(new SplittableRandom(3).nextLong());
        assertThat(faithful.isCentred(1, 2, random)).isTrue();
    }

    @Test
    void startsAreEvenWithinNnunetsBounds() {
        TrainingCase source = labelled(new int[] {10, 6, 3});
        PatchSampler sampler = new PatchSampler(List.of(source), size(9), size(4), 1, share(0));
        SplittableRandom random = new SplittableRandom(1);
        int[] low = {99, 99, 99};
        int[] high = {-99, -99, -99};
        int[] firstAxis = new int[30];
        for (int i = 0; i < 5000; i++) {
            int[] start = sampler.sample(0, random).start();
            firstAxis[start[0] + 10]++;
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], start[axis]);
                high[axis] = Math.max(high[axis], start[axis]);
            }
        }
        // need is 5, 5 and, as 5 + 3 is below 9, 6: floor(-need/2) up to shape + need/2 + need%2 - 9
        assertThat(low).containsExactly(-3, -3, -3);
        assertThat(high).containsExactly(4, 0, -3);
        for (int start = -3; start <= 4; start++) {
            assertThat(firstAxis[start + 10] / 5000.0).isCloseTo(1 / 8.0, within(0.02));
        }
    }

    @Test
    void forcedSamplesLieAboutClassesDrawnEvenly() {
        short[] labels = new short[1000];
        for (int i = 0; i < 500; i++) {
            labels[i] = 1;
        }
        labels[777] = 3;
        TrainingCase source = new ArrayCase("a", new int[] {10, 10, 10}, new float[1000], labels, 3);
        PatchSampler sampler = new PatchSampler(List.of(source), size(5), size(5), 2, share(0.33));
        SplittableRandom random = new SplittableRandom(2);
        int rare = 0;
        for (int i = 0; i < 4000; i++) {
            int[] start = sampler.sample(1, random).start();
            boolean aboutRare = start[0] == 5 && start[1] == 5 && start[2] == 5;
            rare += aboutRare ? 1 : 0;
            assertThat(aboutRare || start[0] <= 2).isTrue();
            assertThat(start[0]).isGreaterThanOrEqualTo(0);
        }
        assertThat(rare / 4000.0).isCloseTo(0.5, within(0.03));
    }

    @Test
    void casesAreDrawnEvenly() {
        List<TrainingCase> cases = List.of(labelled(size(4)), labelled(size(5)), labelled(size(6)), labelled(size(7)));
        PatchSampler sampler = new PatchSampler(cases, size(4), size(4), 2, share(0.33));
        int[] seen = new int[4];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 4000; i++) {
            seen[sampler.sample(i % 2, random).caseIndex()]++;
        }
        for (int count : seen) {
            assertThat(count / 4000.0).isCloseTo(0.25, within(0.03));
        }
    }

    @Test
    void aCaseWithoutForegroundIsSampledAnywhere() {
        TrainingCase empty = new ArrayCase("a", size(8), new float[512], new short[512], 2);
        PatchSampler sampler = new PatchSampler(List.of(empty), size(4), size(4), 1, share(1));
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100; i++) {
            for (int start : sampler.sample(0, random).start()) {
                assertThat(start).isBetween(0, 4);
            }
        }
    }

    @Test
    void aSliceIsChosenWithTheVoxel() {
        short[] labels = new short[5 * 6 * 6];
        labels[3 * 36 + 2 * 6 + 4] = 1;
        TrainingCase source = new ArrayCase("a", new int[] {5, 6, 6}, new float[180], labels, 1);
        int[] slice = {1, 4, 4};
        PatchSampler sampler = new PatchSampler(List.of(source), slice, slice, 1, share(1));
        assertThat(sampler.sample(0, new SplittableRandom(5)).start()).containsExactly(3, 0, 2);
    }

    private static Oversampling share(double share) {
        return new Oversampling(share, false);
    }

    private static int[] size(int edge) {
        return new int[] {edge, edge, edge};
    }

    private static TrainingCase labelled(int[] shape) {
        int voxels = shape[0] * shape[1] * shape[2];
        short[] labels = new short[voxels];
        labels[voxels / 2] = 1;
        return new ArrayCase("a", shape, new float[voxels], labels, 1);
    }
}
