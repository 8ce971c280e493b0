package org.decathlete.nn.train.batchsize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.train.PhantomStore;
import org.decathlete.nn.train.PhantomTraining;
import org.decathlete.nn.train.batch.DeviceBatch;
import org.decathlete.nn.train.batch.OutOfMemory;
import org.decathlete.nn.train.batch.StepBatch;
import org.decathlete.nn.train.batch.StepSource;
import org.decathlete.nn.train.batch.TrialBatches;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.RunSettings;
import org.junit.jupiter.api.Test;

/** Searches on a device that is made up: fixed and growing parts of time and memory, and a limit. */
class BatchSearchTest {
    private static final long GIB = 1L << 30;

    private record FakeDevice(
            double fixedSeconds,
            double secondsPerSample,
            double fixedBytes,
            double bytesPerSample,
            long capacity,
            List<Integer> tried)
            implements BatchTrial {

        FakeDevice(
                double fixedSeconds, double secondsPerSample, double fixedBytes, double bytesPerSample, long capacity) {
            this(fixedSeconds, secondsPerSample, fixedBytes, bytesPerSample, capacity, new ArrayList<>());
        }

        @Override
        public MeasuredBatch measure(int samples) {
            tried.add(samples);
            double bytes = fixedBytes + bytesPerSample * samples;
            if (bytes > capacity) {
                throw new OutOfMemory(new DecathleteException(ErrorKind.RESOURCE, "not enough memory"), samples);
            }
            return new MeasuredBatch(samples, fixedSeconds + secondsPerSample * samples, (long) bytes);
        }

        double seconds() {
            return tried.stream()
                    .mapToDouble(samples -> 3 * (fixedSeconds + secondsPerSample * samples))
                    .sum();
        }
    }

    @Test
    void aProcessorTakesTheLargestBatchThatStillPays() {
        // Samples per second: 1 → 5, 2 → 6.67, 4 → 8, 8 → 8.89, 16 → 9.41, 32 → 9.70: the last doubling brings 3 %.
        FakeDevice device = new FakeDevice(0.1, 0.1, GIB, GIB / 8.0, 64 * GIB);
        BatchChoice choice = processor(device, 100, 1e6);
        assertThat(choice.samples()).isEqualTo(16);
        assertThat(choice.reason()).contains("no more samples per second");
        assertThat(choice.measured()).extracting(MeasuredBatch::samples).containsExactly(1, 2, 4, 8, 16, 32);
        assertThat(processor(device, 7, 1e6).samples()).isEqualTo(7);
        assertThat(processor(device, 1, 1e6).samples()).isEqualTo(1);
        assertThat(processor(new FakeDevice(0.001, 0.3, GIB, GIB, 64 * GIB), 9, 1e6)
                        .samples())
                .isEqualTo(1);
    }

    @Test
    void aProcessorTriesNothingThatMemoryOrTimeDoNotAllow() {
        FakeDevice small = new FakeDevice(0.1, 0.1, 0, GIB, 10 * GIB);
        BatchChoice choice = processor(small, 100, 1e6);
        assertThat(choice.samples()).isEqualTo(8);
        assertThat(choice.reason()).contains("memory");
        FakeDevice slow = new FakeDevice(10, 1, 0, GIB, 100 * GIB);
        BatchChoice first = processor(slow, 100, 60);
        assertThat(first.samples()).isEqualTo(1);
        assertThat(first.reason()).contains("time");
        assertThat(slow.tried()).containsExactly(1);
    }

    @Test
    void aProcessorBeginsWithASampleForEachLane() {
        assertThat(processor(twoLanes(GIB), 9, 1e6).measured())
                .extracting(MeasuredBatch::samples)
                .startsWith(2)
                .doesNotContain(1);
        assertThat(processor(twoLanes(GIB), 1, 1e6).samples()).isEqualTo(1);
        BatchChoice small = processor(twoLanes(6 * GIB), 9, 1e6);
        assertThat(small.samples()).as("two do not fit").isEqualTo(1);
    }

    private static BatchTrial twoLanes(long bytesPerSample) {
        FakeDevice device = new FakeDevice(0.001, 0.3, 0, bytesPerSample, 10 * GIB);
        return new BatchTrial() {
            @Override
            public MeasuredBatch measure(int samples) {
                return device.measure(samples);
            }

            @Override
            public int smallest() {
                return 2;
            }

            @Override
            public long capacity() {
                return device.capacity();
            }
        };
    }

    @Test
    void aGpuIsFilledButForItsMargin() {
        FakeDevice device = new FakeDevice(0, 0.01, 2 * GIB, 3 * GIB, 80 * GIB);
        BatchChoice choice = new MemorySearch(device, 1000).find();
        // 0.9 · 80 = 72 = 2 + 3 · 23.3
        assertThat(choice.samples()).isEqualTo(23);
        assertThat(device.tried()).containsExactly(1, 2, 23);
        assertThat(new MemorySearch(device, 9).find().samples()).isEqualTo(9);
    }

    @Test
    void aGpuStepsBackFromWhatTurnsOutTooMuch() {
        FakeDevice honest = new FakeDevice(0, 0.01, 2 * GIB, 3 * GIB, 80 * GIB);
        BatchTrial curved = new BatchTrial() {
            @Override
            public MeasuredBatch measure(int samples) {
                // Beyond ten samples twice as much as the line promises.
                MeasuredBatch found = honest.measure(samples > 10 ? 2 * samples : samples);
                return new MeasuredBatch(samples, found.secondsPerStep(), found.bytes());
            }

            @Override
            public long capacity() {
                return honest.capacity();
            }
        };
        BatchChoice choice = new MemorySearch(curved, 1000).find();
        assertThat(honest.tried()).startsWith(1, 2, 46).doesNotHaveDuplicates();
        int last = honest.tried().get(honest.tried().size() - 1);
        assertThat(2 + 3 * last).isLessThanOrEqualTo(72);
        assertThat(choice.measured()).isNotEmpty();
    }

    @Test
    void aGpuThatHoldsNothingSaysSo() {
        assertThatThrownBy(() -> new MemorySearch(new FakeDevice(0, 1, 9 * GIB, GIB, GIB), 4).find())
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("not enough memory");
        assertThat(new MemorySearch(new FakeDevice(0, 1, 0, 6 * GIB, 10 * GIB), 4)
                        .find()
                        .samples())
                .isEqualTo(1);
    }

    @Test
    void realTrialStepsAreMeasured() {
        BatchChoice choice =
                new BatchMeasurement(PhantomStore.candidate(0.01), PhantomTraining.settings(1, 1), 2, 30).choose();
        assertThat(choice.samples()).isBetween(1, 2);
        assertThat(choice.measured())
                .allSatisfy(one -> assertThat(one.secondsPerStep()).isPositive());
    }

    @Test
    void trialStepsTakeTheMemoryOfAugmentationOnTheDevice() throws InterruptedException {
        RunSettings settings = PhantomTraining.settings(1, 1).augmentingOn(AugmentationPlace.DEVICE);
        BatchChoice choice = new BatchMeasurement(PhantomStore.candidate(0.01), settings, 2, 30).choose();
        assertThat(choice.measured())
                .allSatisfy(one -> assertThat(one.secondsPerStep()).isPositive());
        try (StepSource source = new TrialBatches(PhantomStore.candidate(0.01).withBatchSize(3)).source(settings);
                StepBatch batch = source.next()) {
            assertThat(batch).isInstanceOf(DeviceBatch.class);
            assertThat(batch.samples()).isEqualTo(3);
        }
    }

    private static BatchChoice processor(BatchTrial trial, int cap, double secondsAllowed) {
        return new ThroughputSearch(trial, cap, secondsAllowed, () -> 0).find();
    }

    private static BatchChoice processor(FakeDevice device, int cap, double secondsAllowed) {
        return new ThroughputSearch(device, cap, secondsAllowed, device::seconds).find();
    }
}
