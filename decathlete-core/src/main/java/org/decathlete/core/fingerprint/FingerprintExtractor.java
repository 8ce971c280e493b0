package org.decathlete.core.fingerprint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;

/**
 * Reads every case of a dataset once and gives its fingerprint (nnU-Net's rules; intensities computed rather than sampled, see
 * {@link ForegroundIntensities}). As in nnU-Net the foreground is every voxel with a label above 0.
 *
 * <p>Cases are read in parallel, as many at a time as the heap has room for; results are added in the order of the cases, so that
 * the fingerprint does not depend on the number of threads.
 */
public final class FingerprintExtractor {
    /** Finished cases that may wait for an earlier one, per thread. */
    private static final int WAITING_PER_THREAD = 1;

    private final CaseSource source;
    private final int threads;
    private final MemoryGate memory;

    FingerprintExtractor(CaseSource source, int threads, MemoryGate memory) {
        this.source = source;
        this.threads = threads;
        this.memory = memory;
    }

    /**
     * The fingerprint of a dataset's labelled cases.
     *
     * @param threads cases read at a time, at least 1
     * @throws DecathleteException of kind DATA when a case cannot be used or no case has any foreground
     */
    public static Fingerprint extract(Dataset dataset, int threads, Progress progress) {
        return extractWithCases(dataset, threads, progress).fingerprint();
    }

    /** The same with the facts about each case that it was computed from. */
    public static Extraction extractWithCases(Dataset dataset, int threads, Progress progress) {
        return new FingerprintExtractor(new DatasetSource(dataset), threads, MemoryGate.ofHeap()).extract(progress);
    }

    Extraction extract(Progress progress) {
        List<String> ids = source.ids();
        if (ids.isEmpty()) {
            throw DecathleteException.data("the dataset has no labelled case, so there is nothing to learn from");
        }
        Collector collector = new Collector();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Progress.Stage stage = progress.start("fingerprint of " + ids.size() + " cases", ids.size())) {
            Deque<Future<CaseScan>> pending = new ArrayDeque<>();
            int next = 0;
            for (String id : ids) {
                while (next < ids.size() && pending.size() < threads * (1 + WAITING_PER_THREAD)) {
                    int index = next++;
                    pending.add(pool.submit(() -> scan(index)));
                }
                collector.add(result(pending.remove()));
                stage.advance(1, id);
            }
        } finally {
            pool.shutdownNow();
        }
        return collector.extraction();
    }

    private CaseScan scan(int index) throws InterruptedException {
        int taken = memory.acquire(source.bytes(index));
        try {
            return CaseScan.of(source.ids().get(index), source.image(index), source.labels(index));
        } finally {
            memory.release(taken);
        }
    }

    private static CaseScan result(Future<CaseScan> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecathleteException(ErrorKind.INTERRUPTED, "interrupted while extracting the fingerprint", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Adds up cases, in order. */
    private static final class Collector {
        private final List<CaseFacts> cases = new ArrayList<>();
        private final List<ForegroundIntensities> channels = new ArrayList<>();

        void add(CaseScan scan) {
            int count = scan.facts().channels().size();
            if (!cases.isEmpty() && count != cases.get(0).channels().size()) {
                throw DecathleteException.data("case " + scan.facts().id() + " has " + count + " channels, case "
                        + cases.get(0).id() + " has " + cases.get(0).channels().size());
            }
            cases.add(scan.facts());
            while (channels.size() < count) {
                channels.add(new ForegroundIntensities());
            }
            for (int channel = 0; channel < scan.foreground().size(); channel++) {
                channels.get(channel).add(scan.foreground().get(channel));
            }
        }

        Extraction extraction() {
            Map<String, IntensityProperties> intensities = new TreeMap<>();
            for (int channel = 0; channel < channels.size(); channel++) {
                if (channels.get(channel).isEmpty()) {
                    throw DecathleteException.data(
                            "no case of the dataset has a voxel with a label above 0, so there is"
                                    + " nothing to learn; check that the label files hold what dataset.json declares");
                }
                intensities.put(String.valueOf(channel), channels.get(channel).properties());
            }
            return new Extraction(
                    new Fingerprint(
                            cases.stream().map(facts -> facts.grid().spacing()).toList(),
                            cases.stream().map(facts -> facts.crop().size()).toList(),
                            median(cases.stream()
                                    .mapToDouble(CaseFacts::relativeSizeAfterCropping)
                                    .toArray()),
                            intensities),
                    cases);
        }

        private static double median(double[] values) {
            Arrays.sort(values);
            int middle = values.length / 2;
            return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        }
    }
}
