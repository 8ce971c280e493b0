package org.decathlete.nn.train.batch;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.augment.device.DeviceAugmenter;
import org.decathlete.nn.augment.device.SourceBatch;
import org.decathlete.nn.tensor.DeviceMemory;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.SideStream;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.validation.Targets;
import org.jspecify.annotations.Nullable;

/**
 * Batches that the device augments: a thread of its own sends their voxels there and queues the work, two batches ahead at most, beside
 * the steps.
 */
final class DeviceSource implements StepSource {
    /** One more is being made. */
    private static final int READY = 1;

    /** A batch, or why there will be no more. */
    private record Made(
            @Nullable DeviceBatch batch, @Nullable Throwable failure) {}

    private final BatchLoader<SourceBatch> sources;
    private final DeviceAugmenter augmenter;
    private final Targets targets;
    private final RunSettings settings;
    private final boolean flat;
    private final BlockingQueue<Made> ready = new ArrayBlockingQueue<>(READY);
    private final Thread thread;
    private volatile boolean closed;

    private DeviceSource(
            BatchLoader<SourceBatch> sources,
            DeviceAugmenter augmenter,
            Targets targets,
            RunSettings settings,
            boolean flat) {
        this.sources = sources;
        this.augmenter = augmenter;
        this.targets = targets;
        this.settings = settings;
        this.flat = flat;
        this.thread = new Thread(this::run, "batch-augmenter");
        thread.setDaemon(true);
    }

    /**
     * The batches of a candidate.
     *
     * @param sources what they are made of, read by the processor; closed with this
     */
    static DeviceSource of(Candidate candidate, RunSettings settings, BatchLoader<SourceBatch> sources) {
        DeviceSource source = new DeviceSource(
                sources,
                new DeviceAugmenter(candidate.preprocessing().useMaskForNorm(), settings.device()),
                new Targets(candidate.data().labels()),
                settings,
                candidate.network().dimensions() == 2);
        source.thread.start();
        return source;
    }

    @Override
    public StepBatch next() throws InterruptedException {
        Made made = ready.take();
        if (made.batch() != null) {
            return made.batch().taken();
        }
        ready.add(made);
        if (made.failure() instanceof Error error) {
            throw error;
        }
        throw made.failure() instanceof RuntimeException known
                ? known
                : new IllegalStateException("augmentation on the device ended", made.failure());
    }

    private void run() {
        try (SideStream stream = SideStream.open(settings.device())) {
            while (!closed) {
                DeviceBatch batch = made(sources.next(), stream);
                if (!offered(new Made(batch, null))) {
                    batch.close();
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (Throwable e) {
            offered(new Made(null, e));
        }
    }

    private boolean offered(Made made) {
        try {
            while (!closed) {
                if (ready.offer(made, 100, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
        return false;
    }

    private DeviceBatch made(SourceBatch source, SideStream stream) {
        try {
            return make(source, stream);
        } catch (RuntimeException e) {
            if (!DeviceMemory.isExhausted(e)) {
                throw e;
            }
            // What libtorch keeps for later may be in the way.
            DeviceMemory.free(settings.device());
            return again(source, stream);
        }
    }

    private DeviceBatch again(SourceBatch source, SideStream stream) {
        try {
            return make(source, stream);
        } catch (RuntimeException e) {
            throw DeviceMemory.isExhausted(e) ? new OutOfMemory(explanation(e)) : e;
        }
    }

    private DecathleteException explanation(RuntimeException failure) {
        return new DecathleteException(
                ErrorKind.RESOURCE,
                "not enough memory on " + settings.device()
                        + " to augment a batch there; give --augment-on host, or a smaller --batch",
                failure);
    }

    private DeviceBatch make(SourceBatch source, SideStream stream) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            DeviceAugmenter.Patches patches = augmenter.apply(source);
            Tensor input = flat ? patches.image().squeeze(2) : patches.image();
            Tensor labels = flat ? patches.labels().squeeze(2) : patches.labels();
            Tensor target = targets.tensor(labels);
            SideStream.Mark mark = stream.mark();
            return new DeviceBatch(source.index(), Scope.keep(input), Scope.keep(target), mark);
        }
    }

    /** Stops the thread; batches that nobody took are freed. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Made made = ready.poll(); made != null; made = ready.poll()) {
            if (made.batch() != null) {
                made.batch().close();
            }
        }
        sources.close();
    }
}
