package org.decathlete.core.preprocess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.image.ParallelBlocks;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;

/**
 * Preprocesses every case of a source into a store, several at a time within a memory bound. Cases that the store has are skipped, so
 * that an interrupted run goes on. One case that fails does not stop the others.
 */
public final class DatasetPreprocessing {
    private static final int NAMED_FAILURES = 20;

    private final CaseSource source;
    private final Preprocessor preprocessor;
    private final Labels labels;
    private final CaseStore store;
    private final Map<String, DecathleteException> failures = new ConcurrentHashMap<>();

    /** A case that is still to be done and the bytes that it is expected to take. */
    private record Pending(String id, long bytes) {}

    public DatasetPreprocessing(CaseSource source, Preprocessor preprocessor, Labels labels, CaseStore store) {
        this.source = source;
        this.preprocessor = preprocessor;
        this.labels = labels;
        this.store = store;
    }

    /**
     * Does what is still to be done.
     *
     * @param threads how many cases at a time, at most
     * @param memoryBytes what the cases in work may take together, judged from their headers; a case that needs more is done alone
     * @throws DecathleteException where cases failed, after all others are done: kind RESOURCE where memory did not suffice for one, else
     *     CASES, or DATA where no case could be used; its message names them. Kind RESOURCE at once where the disk refuses. Kind
     *     INTERRUPTED where the calling thread was interrupted
     */
    public void run(int threads, long memoryBytes, Progress progress) {
        failures.clear();
        List<Pending> pending = pending();
        ByteBudget budget = new ByteBudget(memoryBytes);
        try (Progress.Stage stage = progress.start("Preprocessing", source.ids().size())) {
            stage.advance(source.ids().size() - pending.size() - failures.size(), "");
            ParallelBlocks.run(threads, pending.size(), index -> {
                Pending one = pending.get(index);
                budget.with(one.bytes(), () -> attempt(one));
                stage.advance(1, one.id());
            });
        }
        report();
    }

    /** The largest first, so that no large one is left over for the end. */
    private List<Pending> pending() {
        List<Pending> pending = new ArrayList<>();
        for (String id : source.ids()) {
            if (!store.has(id)) {
                try {
                    pending.add(new Pending(id, MemoryEstimate.of(source.grid(id), preprocessor.spec())));
                } catch (DecathleteException e) {
                    failures.put(id, e);
                }
            }
        }
        pending.sort(Comparator.comparingLong(Pending::bytes).reversed().thenComparing(Pending::id));
        return pending;
    }

    private void attempt(Pending one) {
        if (Thread.currentThread().isInterrupted()) {
            throw new DecathleteException(
                    ErrorKind.INTERRUPTED, "preprocessing was interrupted; run the same command again to go on");
        }
        // What the disk refuses it refuses to all cases, so that it is no failure of this one.
        preprocessed(one).ifPresent(preprocessed -> store.write(one.id(), preprocessed));
    }

    /** Empty where it failed. */
    private Optional<PreprocessedCase> preprocessed(Pending one) {
        try {
            return Optional.of(preprocessor.preprocess(source.image(one.id()), source.label(one.id()), labels));
        } catch (DecathleteException e) {
            if (e.kind() == ErrorKind.INTERRUPTED) {
                throw e;
            }
            failures.put(one.id(), e);
        } catch (OutOfMemoryError e) {
            String need = "needs about " + (one.bytes() >> 20)
                    + " MiB of memory, more than the Java heap has free; raise it with -Xmx";
            failures.put(one.id(), new DecathleteException(ErrorKind.RESOURCE, need, e));
        }
        return Optional.empty();
    }

    private ErrorKind kind() {
        if (failures.values().stream().anyMatch(failure -> failure.kind() == ErrorKind.RESOURCE)) {
            return ErrorKind.RESOURCE;
        }
        return failures.size() == source.ids().size() ? ErrorKind.DATA : ErrorKind.CASES;
    }

    private void report() {
        if (failures.isEmpty()) {
            return;
        }
        String named = new TreeMap<>(failures)
                .entrySet().stream()
                        .limit(NAMED_FAILURES)
                        .map(entry ->
                                "  " + entry.getKey() + ": " + entry.getValue().getMessage())
                        .collect(Collectors.joining("\n"));
        boolean none = failures.size() == source.ids().size();
        throw new DecathleteException(
                kind(),
                failures.size() + " of " + source.ids().size() + " cases could not be preprocessed"
                        + (none ? ":\n" : "; the others are done:\n") + named
                        + (failures.size() > NAMED_FAILURES
                                ? "\n  … and " + (failures.size() - NAMED_FAILURES) + " more"
                                : ""));
    }
}
