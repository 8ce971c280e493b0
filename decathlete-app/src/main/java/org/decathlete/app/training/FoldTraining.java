package org.decathlete.app.training;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.StopWatcher;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.SegmentationStore;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ProcessLock;
import org.decathlete.nn.tensor.Allocator;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.Trainer;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;

/**
 * Trains one fold of a candidate, or goes on with it where it stopped.
 *
 * @param project the work folder
 * @param candidate what to train
 * @param fold name of the fold, {@code 0} to {@code 4} or {@code all}
 * @param split its cases
 * @param data key of the preprocessed cases ({@link CaseStore#key})
 * @param engine where and how to compute
 * @param start where it begins
 * @param previous what the first stage says about the cases, where the candidate is the second of a cascade
 */
public record FoldTraining(
        Project project,
        Candidate candidate,
        String fold,
        Split split,
        String data,
        RunRequest.Engine engine,
        TrainingStart start,
        Optional<PreviousPredictions> previous) {
    private static final long STOP_POLL_MILLIS = 200;

    /** A process that was told to stop may still be writing its checkpoint. */
    private static final long LOCK_MILLIS = 60_000;

    /** A training of a candidate that refines nothing. */
    public FoldTraining(
            Project project,
            Candidate candidate,
            String fold,
            Split split,
            String data,
            RunRequest.Engine engine,
            TrainingStart start) {
        this(project, candidate, fold, split, data, engine, start, Optional.empty());
    }

    /** Where this training's files lie. */
    public Path folder() {
        return project.workspace().run(candidate.id(), engine.seed(), fold);
    }

    /**
     * Trains. What a killed process has left half written is removed first.
     *
     * @param asked the request in words
     * @param store the preprocessed cases
     * @param decide makes the plan where none was made before
     * @param stop asked now and then whether to stop
     * @throws DecathleteException of kind INTERRUPTED after a stop, with a checkpoint written; USAGE where another process trains there;
     *     TRAINING when the training went astray; RESOURCE when memory did not suffice
     */
    public TrainingResult run(String asked, CaseStore store, Supplier<RunPlan> decide, BooleanSupplier stop) {
        Path lockFile = folder().resolveSibling("." + folder().getFileName() + ".lock");
        try (ProcessLock lock = ProcessLock.await(lockFile, LOCK_MILLIS, stop)) {
            if (lock == null) {
                throw DecathleteException.usage("another process is training in " + folder()
                        + "; wait until it has ended, or stop it, and give the same command again");
            }
            AtomicFiles.clean(folder(), name -> true);
            return train(asked, store, decide, stop);
        }
    }

    private TrainingResult train(String asked, CaseStore store, Supplier<RunPlan> decide, BooleanSupplier stop) {
        RunPlan plan = plan(request(asked), decide);
        candidate.write(project.workspace().candidate(candidate.id()).resolve("candidate.json"));
        RunSettings settings = settings(plan);
        project.progress()
                .say("training fold " + fold + " of " + candidate.configuration() + ": " + plan.training() + " on "
                        + settings.device() + " in " + settings.precision() + ", seed " + engine.seed() + ", "
                        + Native.description());
        if (!settings.device().cuda()) {
            Allocator.warning().ifPresent(project.progress()::say);
        }
        SegmentationStore segmentations =
                previous.map(predictions -> predictions.store(store)).orElse(null);
        Trainer trainer = new Trainer(candidate, split, store, segmentations, settings, folder(), project.progress());
        StopWatcher watcher = StopWatcher.start(stop, trainer::requestStop, STOP_POLL_MILLIS);
        try {
            return trainer.run();
        } finally {
            watcher.close();
        }
    }

    /** What is asked in words; a second stage that is to learn from other label maps of the first is another training. */
    private String request(String asked) {
        return start.asked(asked)
                + previous.map(predictions -> ", " + predictions.text(cases())).orElse("");
    }

    /** Those to learn from and to judge on. */
    Set<String> cases() {
        Set<String> cases = new TreeSet<>(split.train());
        cases.addAll(split.validation());
        return cases;
    }

    /** Whether what is asked was trained to its end before. */
    public boolean isFinished(String asked) {
        return begun(asked).isPresent() && new EarlierTraining(folder()).isFinished();
    }

    /**
     * The iteration from which a request for more time lengthens this training; empty where nothing is finished that it could lengthen.
     *
     * @param resumed whether an earlier process of the same command was stopped: what it has lengthened to the end is done
     */
    public OptionalLong lengthenedFrom(String asked, boolean resumed) {
        EarlierTraining left = new EarlierTraining(folder());
        if (RunPlan.exists(folder()) && (resumed || !left.isFinished())) {
            OptionalLong before =
                    TrainingStart.lengthenedFrom(RunPlan.read(folder()).asked());
            if (before.isPresent() && startingFrom(before).begun(asked).isPresent()) {
                return before;
            }
        }
        return left.isFinished() && data.equals(left.finished().data())
                ? OptionalLong.of(left.finished().iterations())
                : OptionalLong.empty();
    }

    /** The same with more time from an iteration on. */
    FoldTraining startingFrom(OptionalLong iteration) {
        return new FoldTraining(project, candidate, fold, split, data, engine, start.from(iteration), previous);
    }

    /** Threads with which it began, where its steps are counted and it therefore ends bit by bit as it would have if never stopped. */
    public OptionalInt begunThreads(String asked) {
        return begun(asked)
                .filter(plan -> !(plan.training() instanceof Budget.WallClock))
                .map(plan -> OptionalInt.of(plan.engine().threads()))
                .orElse(OptionalInt.empty());
    }

    /** Whether what is asked was begun before, or trained to its end. */
    public boolean isBegun(String asked) {
        return begun(asked).isPresent();
    }

    /** The plan of an earlier start of the same request. */
    private Optional<RunPlan> begun(String asked) {
        return RunPlan.exists(folder())
                ? Optional.of(RunPlan.read(folder())).filter(plan -> plan.continues(request(asked), data, engine))
                : Optional.empty();
    }

    /** Device, precision and the rest, as this machine resolves what was asked. */
    public RunSettings settings(RunPlan plan) {
        Device device = Device.parse(engine.device());
        return new RunSettings(
                        device,
                        Precision.parse(engine.precision(), device),
                        engine.seed(),
                        plan.training(),
                        engine.threads(),
                        start.patience(),
                        plan.endsEarly(),
                        start.weights())
                .augmentingOn(AugmentationPlace.parse(engine.augmentOn()));
    }

    /** The plan of an earlier start of the same request, or a new one. */
    private RunPlan plan(String asked, Supplier<RunPlan> decide) {
        if (!RunPlan.exists(folder())) {
            return written(decide.get().of(asked, data));
        }
        RunPlan earlier = RunPlan.read(folder());
        return earlier.continues(asked, data, engine)
                ? earlier
                : written(other(earlier, decide.get().of(asked, data)));
    }

    private RunPlan written(RunPlan plan) {
        plan.write(folder());
        return plan;
    }

    /** What an earlier request has left is kept under another name: nobody's hours are thrown away. */
    private RunPlan other(RunPlan earlier, RunPlan next) {
        EarlierTraining left = new EarlierTraining(folder());
        if (start.lengthens() && left.isFinished() && data.equals(earlier.data())) {
            project.progress().say("the finished training goes on; what it had come to is kept in " + left.reopen());
            return next.after(earlier);
        }
        project.progress().say(difference(earlier, next) + "; the earlier one is kept in " + left.setAside());
        return next;
    }

    private static String difference(RunPlan earlier, RunPlan next) {
        if (earlier.data() == null) {
            return "the training that stands here does not say which data it learned from, since an older version made it,"
                    + " so another begins";
        }
        return earlier.data().equals(next.data())
                ? "this asks for another training than before (" + next.asked() + ")"
                : "the data changed since the training that stands here, so another begins";
    }
}
