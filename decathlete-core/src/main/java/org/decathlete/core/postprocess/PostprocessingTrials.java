package org.decathlete.core.postprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.metrics.Evaluator;
import org.decathlete.core.metrics.Overlap;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;

/** Measures what postprocessing does to the Dice of some cases; a pass reads every case once, whatever is tried on it. */
final class PostprocessingTrials {
    private final LabelPairs pairs;
    private final Labels labels;
    private final int threads;
    private final Progress progress;

    PostprocessingTrials(LabelPairs pairs, Labels labels, int threads, Progress progress) {
        this.pairs = pairs;
        this.labels = labels;
        this.threads = threads;
        this.progress = progress;
    }

    /** The Dice that each alternative reaches. */
    List<ClassDice> dice(List<Postprocessing> alternatives) {
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, threads));
        List<DiceSums> sums = new ArrayList<>();
        alternatives.forEach(one -> sums.add(new DiceSums(labels)));
        try (Progress.Stage stage =
                progress.start("trying postprocessing", pairs.ids().size())) {
            Map<String, Future<List<Map<String, Overlap>>>> futures = new LinkedHashMap<>();
            for (String id : pairs.ids()) {
                futures.put(id, executor.submit(() -> {
                    List<Map<String, Overlap>> overlaps = overlaps(id, alternatives);
                    stage.advance(1, id);
                    return overlaps;
                }));
            }
            // In the order of the cases, so that sums do not depend on which thread was first.
            futures.forEach((id, future) -> {
                List<Map<String, Overlap>> overlaps = result(id, future);
                for (int i = 0; i < sums.size(); i++) {
                    sums.get(i).add(overlaps.get(i));
                }
            });
        } finally {
            executor.shutdownNow();
        }
        return sums.stream().map(DiceSums::means).toList();
    }

    private List<Map<String, Overlap>> overlaps(String id, List<Postprocessing> alternatives) {
        LabelPair pair = pairs.load(id);
        List<Map<String, Overlap>> overlaps = new ArrayList<>();
        for (Postprocessing one : alternatives) {
            overlaps.add(Evaluator.overlaps(one.apply(pair.prediction()), pair.reference(), labels));
        }
        return overlaps;
    }

    private static List<Map<String, Overlap>> result(String id, Future<List<Map<String, Overlap>>> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DecathleteException known) {
                throw new DecathleteException(known.kind(), "case " + id + ": " + known.getMessage(), known);
            }
            throw new IllegalStateException("case " + id, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecathleteException(
                    ErrorKind.INTERRUPTED, "interrupted while trying postprocessing; run the same command again", e);
        }
    }
}
