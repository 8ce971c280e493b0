package org.decathlete.app.folds;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.ActiveTime;
import org.decathlete.app.shipping.Shipping;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingMemory;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.MachineMemory;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.checkpoint.TrainingResult;

/**
 * Trains folds one after another or, in processes of their own, several at a time; validates each on its own cases, and ships a model of
 * all of them. A fold whose training fails does not keep the others from being trained.
 */
public final class FoldRuns {
    private final TrainRequest request;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final Optional<FoldLauncher> launcher;

    /**
     * Folds one after another, whatever the request says.
     *
     * @param stop asked now and then whether to stop in good order
     */
    public FoldRuns(TrainRequest request, Progress progress, BooleanSupplier stop) {
        this(request, progress, stop, Optional.empty());
    }

    /**
     * @param stop asked now and then whether to stop in good order
     * @param launcher starts a process for a fold; without one, folds are trained one after another
     */
    public FoldRuns(TrainRequest request, Progress progress, BooleanSupplier stop, Optional<FoldLauncher> launcher) {
        this.request = request;
        this.progress = progress;
        this.stop = stop;
        this.launcher = launcher;
    }

    /**
     * Trains what is not trained yet; returns the scores of each fold on its validation cases.
     *
     * @throws DecathleteException when a fold could not be finished; those that could are shipped before
     */
    public Map<String, Scores> run() {
        return ActiveTime.during(request.work(), request.id(), this::run);
    }

    private Map<String, Scores> run(ActiveTime time) {
        FoldWork work = FoldWork.open(request, progress, stop).lengthening(time.isResumed());
        List<String> pending =
                request.folds().stream().filter(fold -> !work.isTrained(fold)).toList();
        boolean kept = isSelectionKept(work);
        Map<String, FoldFailure> failed = new LinkedHashMap<>();
        int threads = request.engine().threads();
        FoldWork rest = work;
        if (launcher.isPresent() && pending.size() > 1) {
            FoldParallelism parallelism = parallelism(work, pending);
            progress.say(parallelism.reason());
            threads = parallelism.threads();
            if (parallelism.count() > 1) {
                failed.putAll(new FoldProcesses(work, parallelism, launcher.get(), time, stop).run(pending));
                rest = work.quietly();
            }
        }
        Map<String, Scores> scores = finish(rest, threads, time, failed, kept);
        if (!failed.isEmpty()) {
            throw FoldFailure.all(
                    failed,
                    scores.isEmpty()
                            ? ""
                            : "Folds " + String.join(",", scores.keySet()) + " are finished, and their model is in "
                                    + work.project().workspace().model() + ".");
        }
        return scores;
    }

    /** What `select` chose stays where nothing is made that it does not know of. */
    private boolean isSelectionKept(FoldWork work) {
        boolean kept = Files.exists(work.project().workspace().selection())
                && request.folds().stream().allMatch(work::isValidated);
        if (kept) {
            progress.say("model: what `select` chose is kept");
        }
        return kept;
    }

    private FoldParallelism parallelism(FoldWork work, List<String> pending) {
        Device device = Device.parse(request.engine().device());
        return FoldParallelism.decide(
                request.parallelFolds(),
                pending.size(),
                work.begunThreads(pending),
                TrainingMemory.of(
                        work.candidate(),
                        work.project().dataset(),
                        Precision.parse(request.engine().precision(), device),
                        device),
                new FoldParallelism.Resources(
                        request.engine().threads(),
                        device.cuda(),
                        MachineMemory.availableBytes(),
                        Runtime.getRuntime().maxMemory()));
    }

    /**
     * Trains here what is not trained, ships everything that is, and adds what fails to {@code failed}.
     *
     * @param kept whether the model stays as it is
     */
    private Map<String, Scores> finish(
            FoldWork work, int threads, ActiveTime time, Map<String, FoldFailure> failed, boolean kept) {
        // What was trained before comes first: at no time does the model lack a fold that was there when the command
        // began.
        List<String> open = request.folds().stream()
                .filter(fold -> !failed.containsKey(fold))
                .sorted(Comparator.comparing(fold -> !work.isTrained(fold)))
                .toList();
        List<Shipping.Finished> trained = new ArrayList<>();
        Map<String, Scores> scores = new HashMap<>();
        for (int i = 0; i < open.size(); i++) {
            String fold = open.get(i);
            FoldTraining training = work.training(fold, threads);
            boolean pending = !work.isTrained(fold);
            try {
                TrainingResult result = work.train(training, time::seconds, 1.0 / (open.size() - i), stop);
                trained.add(new Shipping.Finished(training, result));
            } catch (DecathleteException e) {
                if (e.kind() != ErrorKind.TRAINING || request.folds().size() == 1) {
                    throw e;
                }
                progress.say("fold " + fold + ": " + e.getMessage());
                failed.put(fold, FoldFailure.of(e));
                continue;
            }
            if (!kept && (pending || i == open.size() - 1)) {
                ship(work, trained);
            }
            scores.put(fold, work.validate(training, stop));
        }
        Map<String, Scores> inOrder = new LinkedHashMap<>();
        request.folds().stream()
                .filter(scores::containsKey)
                .forEach(fold -> inOrder.put(fold, Objects.requireNonNull(scores.get(fold))));
        return inOrder;
    }

    private void ship(FoldWork work, List<Shipping.Finished> trained) {
        List<Shipping.Finished> inOrder = trained.stream()
                .sorted(Comparator.comparing(
                        one -> request.folds().indexOf(one.training().fold())))
                .toList();
        Shipping.ship(inOrder, work.integrity().dataHash());
    }
}
