package org.decathlete.nn.train.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.cuda.WarningState;
import org.bytedeco.pytorch.global.torch_cuda;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.augment.Augmenter;
import org.decathlete.nn.augment.device.DeviceAugmenter;
import org.decathlete.nn.augment.device.SourceBatch;
import org.decathlete.nn.augment.device.SourceReader;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.MemoryMeter;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.step.HippocampusStep;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.step.UnreadSteps;

/**
 * Steps of the hippocampus plan on a GPU as a training takes them: whether augmentation there is that of the processor, whether
 * anything waits for the device, and how long steps take with either. {@code bench/gpu_step} runs it.
 */
final class GpuStepBench {
    private static final int CASES = 12;
    private static final double RATE = 1e-4;
    private static final int READ_AFTER = 25;

    private final Device device;
    private final RunSettings settings;
    private final Candidate candidate;
    private final List<ArrayCase> cases = new ArrayList<>();

    private GpuStepBench(Device device, int batch, int threads) {
        this.device = device;
        this.settings = new RunSettings(device, Precision.parse("auto", device), 1, new Budget.Iterations(1), threads);
        this.candidate = HippocampusStep.candidate(batch);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CASES; i++) {
            int[] shape = {36, 50, 35};
            float[] image = new float[shape[0] * shape[1] * shape[2]];
            short[] labels = new short[image.length];
            for (int voxel = 0; voxel < image.length; voxel++) {
                int x = voxel % shape[2];
                labels[voxel] = (short) (x < 12 ? 0 : x < 18 ? 1 : x < 24 ? 2 : 0);
                image[voxel] = (float) (labels[voxel] + random.nextGaussian());
            }
            cases.add(new ArrayCase("case_" + i, shape, image, labels, 2));
        }
    }

    /** Arguments: device, iterations, batch, threads. */
    public static void main(String[] arguments) throws InterruptedException {
        Native.load();
        Device device = Device.parse(arguments[0]);
        int iterations = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[3]);
        Native.threads(threads);
        GpuStepBench bench = new GpuStepBench(device, Integer.parseInt(arguments[2]), threads);
        System.out.println("setting        " + device + ", " + bench.settings.precision() + ", batch " + arguments[2]
                + ", " + Native.description());
        bench.compare();
        bench.findWaits();
        for (AugmentationPlace place : List.of(AugmentationPlace.DEVICE, AugmentationPlace.HOST)) {
            bench.time(place, iterations);
        }
    }

    /** Augmentation on the device against the same operations on the processor, which tests hold against Java's. */
    private void compare() {
        SourceBatchMaker maker = maker();
        List<Boolean> masks = candidate.preprocessing().useMaskForNorm();
        DeviceAugmenter there = new DeviceAugmenter(masks, device);
        DeviceAugmenter here = new DeviceAugmenter(masks, Device.CPU);
        double worst = 0;
        long differing = 0;
        long all = 0;
        for (int i = 0; i < 20; i++) {
            SourceBatch source = maker.make(i);
            try (Scope scope = Scope.open()) {
                DeviceAugmenter.Patches found = there.apply(source);
                DeviceAugmenter.Patches expected = here.apply(source);
                float[] image = Tensors.floats(found.image());
                float[] reference = Tensors.floats(expected.image());
                for (int voxel = 0; voxel < image.length; voxel++) {
                    worst = Math.max(worst, Math.abs(image[voxel] - reference[voxel]));
                }
                short[] labels = Tensors.shorts(found.labels());
                short[] referenceLabels = Tensors.shorts(expected.labels());
                all += labels.length;
                for (int voxel = 0; voxel < labels.length; voxel++) {
                    differing += labels[voxel] == referenceLabels[voxel] ? 0 : 1;
                }
            }
        }
        say("augmentation", "largest difference %.2g, differing labels %d of %d", worst, differing, all);
    }

    /** Makes libtorch fail where something waits for the GPU. */
    private void findWaits() throws InterruptedException {
        if (!device.cuda()) {
            say("waits", "not looked for: the processor is never waited for");
            return;
        }
        RunSettings there = settings.augmentingOn(AugmentationPlace.DEVICE);
        try (Learner learner = new Learner(candidate, there);
                StepSource source = source(there)) {
            UnreadSteps steps = new UnreadSteps();
            for (int i = 0; i < 3; i++) {
                try (StepBatch batch = source.next()) {
                    steps.add(learner.launch(batch, RATE));
                }
            }
            steps.read();
            watch(torch_cuda.SyncDebugMode.L_ERROR);
            try {
                for (int i = 0; i < 20; i++) {
                    try (StepBatch batch = source.next()) {
                        steps.add(learner.launch(batch, RATE));
                    }
                }
                say("waits", "none in 20 steps and their batches");
            } catch (RuntimeException e) {
                say("waits", "FOUND: %s", e);
                e.printStackTrace();
            } finally {
                watch(torch_cuda.SyncDebugMode.L_DISABLED);
            }
            steps.read();
        }
    }

    private static void watch(torch_cuda.SyncDebugMode mode) {
        WarningState state = torch_cuda.warning_state();
        state.set_sync_debug_mode(mode);
    }

    private void time(AugmentationPlace place, int iterations) throws InterruptedException {
        RunSettings there = settings.augmentingOn(place);
        MemoryMeter memory = MemoryMeter.of(device);
        memory.reset();
        try (Learner learner = new Learner(candidate, there);
                StepSource source = source(there)) {
            steps(learner, source, 10);
            long began = System.nanoTime();
            double waited = steps(learner, source, iterations);
            double seconds = (System.nanoTime() - began) / 1e9;
            say(
                    "augment on " + place.name().toLowerCase(Locale.ROOT),
                    "%.2f s per %d steps, of which %.2f s for the next batch; peak memory %.2f GiB",
                    seconds,
                    iterations,
                    waited,
                    memory.peak() / (double) (1L << 30));
        }
    }

    /** Seconds that batches were waited for. */
    private static double steps(Learner learner, StepSource source, int count) throws InterruptedException {
        UnreadSteps steps = new UnreadSteps();
        double waited = 0;
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            try (StepBatch batch = source.next()) {
                waited += (System.nanoTime() - began) / 1e9;
                steps.add(learner.launch(batch, RATE));
            }
            if (steps.count() >= READ_AFTER) {
                steps.read();
            }
        }
        steps.read();
        return waited;
    }

    private StepSource source(RunSettings there) {
        if (there.placed(candidate).augmentsOnDevice()) {
            return DeviceSource.of(
                    candidate, there, new BatchLoader<>(maker()::make, 0, Long.MAX_VALUE, there.loaderThreads()));
        }
        BatchMaker maker = BatchMaker.training(
                cases,
                () -> new Augmenter(
                        candidate.recipe().augmentation(),
                        candidate.patchSize(),
                        candidate.preprocessing().useMaskForNorm()),
                candidate.batchSize(),
                Oversampling.of(candidate.recipe()),
                1);
        return StepSource.of(new BatchLoader<>(maker::make, 0, Long.MAX_VALUE, there.loaderThreads()));
    }

    private SourceBatchMaker maker() {
        return new SourceBatchMaker(
                cases,
                new SourceReader(candidate.recipe().augmentation(), candidate.patchSize(), 1),
                candidate.batchSize(),
                Oversampling.of(candidate.recipe()),
                1);
    }

    private static void say(String what, String format, Object... values) {
        System.out.printf(Locale.ROOT, "%-14s %s%n", what, String.format(Locale.ROOT, format, values));
    }
}
