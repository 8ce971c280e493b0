package org.decathlete.app.folds;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.ActiveTime;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;

/**
 * Trains folds in processes of their own, several at a time. A crash costs one fold; each process has libtorch's threads for itself.
 *
 * @param work what the folds have in common
 * @param parallelism how many at a time
 * @param launcher starts a process
 * @param time of the command
 * @param stop asked now and then whether to stop in good order
 */
record FoldProcesses(
        FoldWork work, FoldParallelism parallelism, FoldLauncher launcher, ActiveTime time, BooleanSupplier stop) {

    /**
     * Trains and validates.
     *
     * @return the folds that were not finished, and why
     */
    Map<String, FoldFailure> run(List<String> folds) {
        Path candidate =
                work.project().workspace().candidate(work.candidate().id()).resolve("candidate.json");
        work.candidate().write(candidate);
        ExecutorService slots = Executors.newFixedThreadPool(parallelism.count());
        try {
            Map<String, Future<Optional<FoldFailure>>> ends = new LinkedHashMap<>();
            for (int i = 0; i < folds.size(); i++) {
                String fold = folds.get(i);
                double share = share(i, folds.size(), parallelism.count());
                ends.put(fold, slots.submit(() -> train(fold, candidate, share)));
            }
            Map<String, FoldFailure> failed = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Optional<FoldFailure>>> end : ends.entrySet()) {
                end.getValue().get().ifPresent(failure -> failed.put(end.getKey(), failure));
            }
            return failed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecathleteException(
                    ErrorKind.INTERRUPTED, "stopped while folds were trained; the same command goes on from here", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } finally {
            slots.shutdownNow();
        }
    }

    /**
     * Part of the time that is left when a fold starts which it may take: folds that run side by side share it with those that come
     * after them alone.
     */
    static double share(int index, int folds, int atATime) {
        int waves = (folds + atATime - 1) / atATime;
        return 1.0 / (waves - index / atATime);
    }

    private Optional<FoldFailure> train(String fold, Path candidate, double share) throws InterruptedException {
        if (stop.getAsBoolean()) {
            return Optional.of(new FoldFailure(ErrorKind.INTERRUPTED, "stopped before it began"));
        }
        Progress progress = work.project().progress();
        FoldJob job = new FoldJob(work.request().alone(fold, parallelism.threads(), candidate), time.seconds(), share);
        FoldProcess process;
        try {
            process = FoldProcess.start(launcher.worker(parallelism.threads(), parallelism.heapBytes()), job, progress);
        } catch (DecathleteException e) {
            return Optional.of(FoldFailure.of(e));
        }
        Optional<FoldFailure> failure = process.await(stop);
        progress.say("fold " + fold + ": "
                + failure.map(one -> "not finished: " + one.message()).orElse("finished"));
        return failure;
    }
}
