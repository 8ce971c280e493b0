package org.decathlete.app.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.app.training.TrainingMemory;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.plan.UNetCost;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldParallelismTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final TrainingMemory SMALL = new TrainingMemory(GIBIBYTE, GIBIBYTE / 2, 0, 1);

    private static FoldParallelism choose(int pending, int threads, long available) {
        return choose(OptionalInt.empty(), pending, OptionalInt.empty(), threads, available);
    }

    private static FoldParallelism choose(
            OptionalInt asked, int pending, OptionalInt begun, int threads, long available) {
        return FoldParallelism.decide(
                asked,
                pending,
                begun,
                Optional.of(SMALL),
                new FoldParallelism.Resources(threads, false, available, available * 2 / 5));
    }

    @Test
    void manyCoresAreSharedAndFewAreNot() {
        assertThat(choose(5, 2, 24 * GIBIBYTE).count()).isEqualTo(1);
        assertThat(choose(5, 4, 24 * GIBIBYTE).count()).isEqualTo(1);
        FoldParallelism sixteen = choose(5, 16, 128 * GIBIBYTE);
        assertThat(sixteen.count()).isEqualTo(5);
        assertThat(sixteen.threads()).isEqualTo(3);
        assertThat(sixteen.reason()).contains("5 at a time with 3 threads each", "times as fast", "1.5 GiB");
        assertThat(choose(5, 64, 128 * GIBIBYTE).threads()).isEqualTo(12);
    }

    @Test
    void noMoreThanMemoryHolds() {
        FoldParallelism two = choose(5, 64, 4 * GIBIBYTE);
        assertThat(two.count()).isEqualTo(2);
        assertThat(2 * (two.heapBytes() + SMALL.nativeBytes(two.threads()))).isLessThan(4 * GIBIBYTE);
        assertThat(choose(5, 64, GIBIBYTE).count()).isEqualTo(1);
        FoldParallelism asked = choose(OptionalInt.of(4), 5, OptionalInt.empty(), 16, 4 * GIBIBYTE);
        assertThat(asked.count()).isEqualTo(4);
        assertThat(asked.reason()).contains("more than memory allows");
    }

    /** Sixteen threads learn from eight samples side by side in one training, from three in each of five. */
    @Test
    void everyLaneOfEveryFoldCounts() {
        TrainingMemory lanes = new TrainingMemory(GIBIBYTE, GIBIBYTE / 2, GIBIBYTE / 2, 9);
        assertThat(lanes.bytes(16)).isEqualTo(5 * GIBIBYTE);
        assertThat(lanes.bytes(3)).isEqualTo(5 * GIBIBYTE / 2);
        assertThat(lanes.bytes(1)).isEqualTo(3 * GIBIBYTE / 2);
        FoldParallelism.Resources ample = new FoldParallelism.Resources(16, false, 15 * GIBIBYTE, 6 * GIBIBYTE);
        FoldParallelism.Resources scarce = new FoldParallelism.Resources(16, false, 14 * GIBIBYTE, 6 * GIBIBYTE);
        FoldParallelism five =
                FoldParallelism.decide(OptionalInt.empty(), 5, OptionalInt.empty(), Optional.of(lanes), ample);
        assertThat(five.count()).isEqualTo(5);
        assertThat(five.reason()).contains("2.5 GiB");
        assertThat(FoldParallelism.decide(OptionalInt.empty(), 5, OptionalInt.empty(), Optional.of(lanes), scarce)
                        .count())
                .isEqualTo(1);
        assertThat(choose(5, 16, 14 * GIBIBYTE).count()).isEqualTo(5);
        assertThat(FoldParallelism.decide(OptionalInt.of(5), 5, OptionalInt.empty(), Optional.of(lanes), scarce)
                        .reason())
                .contains("more than memory allows", "2.5 GiB");
    }

    @Test
    void lanesAreThoseThatATrainingOpens(@TempDir Path folder) {
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(5);
        Candidate candidate = Candidate.read(tiny.candidateFile(4)).withBatchSize(3);
        Dataset dataset = DatasetReader.read(folder.resolve("dataset"));
        TrainingMemory half = TrainingMemory.of(candidate, dataset, Precision.BF16, Device.CPU)
                .orElseThrow();
        assertThat(half.mostLanes()).isEqualTo(3);
        assertThat(half.laneBytes()).isEqualTo(6 * UNetCost.parameters((UNetSpec) candidate.network()));
        assertThat(half.bytes(6) - half.bytes(1)).isEqualTo(2 * half.laneBytes());
        assertThat(TrainingMemory.of(candidate, dataset, Precision.FP32, Device.CPU)
                        .orElseThrow()
                        .mostLanes())
                .isEqualTo(1);
        assertThat(TrainingMemory.of(candidate, dataset, Precision.BF16, new Device(true, 0))
                        .orElseThrow()
                        .mostLanes())
                .isEqualTo(1);
    }

    @Test
    void whatIsAskedIsDoneAndNeverMoreThanThereAreFolds() {
        FoldParallelism two = choose(OptionalInt.of(2), 5, OptionalInt.empty(), 2, 24 * GIBIBYTE);
        assertThat(two.count()).isEqualTo(2);
        assertThat(two.threads()).isEqualTo(1);
        assertThat(choose(OptionalInt.of(9), 3, OptionalInt.empty(), 16, 128 * GIBIBYTE)
                        .count())
                .isEqualTo(3);
    }

    @Test
    void whatBeganKeepsItsThreads() {
        FoldParallelism left = choose(OptionalInt.empty(), 2, OptionalInt.of(3), 16, 128 * GIBIBYTE);
        assertThat(left.count()).isEqualTo(2);
        assertThat(left.threads()).isEqualTo(3);
        FoldParallelism alone = choose(OptionalInt.empty(), 4, OptionalInt.of(16), 16, 128 * GIBIBYTE);
        assertThat(alone.count()).isEqualTo(1);
        assertThat(alone.threads()).isEqualTo(16);
        assertThat(choose(OptionalInt.empty(), 5, OptionalInt.of(32), 16, 128 * GIBIBYTE)
                        .threads())
                .isEqualTo(3);
    }

    @Test
    void aGpuIsNotSharedUnasked() {
        FoldParallelism.Resources gpu = new FoldParallelism.Resources(16, true, 128 * GIBIBYTE, 50 * GIBIBYTE);
        assertThat(FoldParallelism.decide(OptionalInt.empty(), 5, OptionalInt.empty(), Optional.of(SMALL), gpu)
                        .count())
                .isEqualTo(1);
        assertThat(FoldParallelism.decide(OptionalInt.of(2), 5, OptionalInt.empty(), Optional.of(SMALL), gpu)
                        .count())
                .isEqualTo(2);
    }

    @Test
    void anUnknownNetworkIsTrainedAlone() {
        FoldParallelism.Resources much = new FoldParallelism.Resources(16, false, 128 * GIBIBYTE, 50 * GIBIBYTE);
        FoldParallelism one =
                FoldParallelism.decide(OptionalInt.empty(), 5, OptionalInt.empty(), Optional.empty(), much);
        assertThat(one.count()).isEqualTo(1);
        assertThat(one.reason()).contains("not known");
    }

    @Test
    void foldsSideBySideShareTheTimeWithThoseAfterThemAlone() {
        assertThat(FoldProcesses.share(0, 5, 5)).isEqualTo(1);
        assertThat(FoldProcesses.share(4, 5, 5)).isEqualTo(1);
        double[] expected = {1.0 / 3, 1.0 / 3, 0.5, 0.5, 1};
        for (int i = 0; i < expected.length; i++) {
            assertThat(FoldProcesses.share(i, 5, 2)).isEqualTo(expected[i]);
        }
        assertThat(FoldProcesses.share(1, 5, 1)).isEqualTo(0.25);
    }
}
