package org.decathlete.app.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.NestedSplit;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Preprocessing;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.Steps;
import org.decathlete.app.project.StopWatcher;
import org.decathlete.app.project.StoppableProgress;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.ValidationCost;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.ProcessLock;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.Trainer;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.jspecify.annotations.Nullable;

/**
 * Trains candidates of one dataset on one fold, each up to a part of one budget, and judges them on the fold's validation cases: what the
 * trials of a search are made of. A candidate that comes again with a larger part goes on from its checkpoint; one that was killed does
 * so too. Its files lie in {@code trials/} of the work folder, apart from those that may be shipped.
 */
public final class TrialTraining {
    private static final String FOLDER = "trials";
    private static final String METRICS = "metrics.jsonl";
    private static final int KIND_DIGITS = 8;
    private static final long STOP_POLL_MILLIS = 200;

    /** A process that was told to stop may still be writing its checkpoint. */
    private static final long LOCK_MILLIS = 60_000;

    private final Project project;
    private final Candidate planned;
    private final CaseStore store;
    private final String fold;
    private final List<String> heldBack;
    private final Split split;
    private final Budget whole;
    private final RunRequest.Engine engine;

    private TrialTraining(
            Project project,
            Candidate planned,
            CaseStore store,
            String fold,
            List<String> heldBack,
            Budget whole,
            RunRequest.Engine engine) {
        this.project = project;
        this.planned = planned;
        this.store = store;
        this.fold = fold;
        this.heldBack = heldBack;
        this.split = NestedSplit.without(Steps.split(project, fold), heldBack);
        this.whole = whole;
        this.engine = engine;
    }

    /**
     * Opens a planned work folder, and prepares the cases where they are not yet.
     *
     * @param planned a candidate whose preprocessing all others share
     * @param fold {@code 0}, {@code 1}, …
     * @param heldBack cases that are neither trained nor judged on ({@link NestedSplit}); none where nothing is kept aside
     * @param whole the budget that every schedule is laid over
     * @param stop asked now and then whether to stop while preparing
     * @throws DecathleteException of kind USAGE where the candidate is the second stage of a cascade
     */
    public static TrialTraining open(
            Path work,
            Candidate planned,
            String fold,
            List<String> heldBack,
            Budget whole,
            RunRequest.Engine engine,
            Progress progress,
            BooleanSupplier stop) {
        if (planned.previousStage() != null) {
            throw DecathleteException.usage(planned.configuration()
                    + " refines another configuration; only single stages can be searched, such as 3d_fullres");
        }
        Project project = Project.reopen(work, engine.threads(), new StoppableProgress(progress, stop));
        Inspection.run(project);
        CaseStore store = Preprocessing.run(project, planned);
        return new TrialTraining(project.withProgress(progress), planned, store, fold, heldBack, whole, engine);
    }

    /** Which of a fold's validation cases a search is to keep aside. */
    public static NestedSplit nested(Path work, String fold, int threads, Progress progress) {
        return NestedSplit.require(Project.reopen(work, threads, progress), fold);
    }

    /** The same under another budget. */
    public TrialTraining within(Budget other) {
        return new TrialTraining(project, planned, store, fold, heldBack, other, engine);
    }

    /** The same on another fold, with the same preprocessed cases; what is kept aside is in no training of its either. */
    public TrialTraining on(String other) {
        return new TrialTraining(project, planned, store, other, heldBack, whole, engine);
    }

    /** The fold that is trained and judged on. */
    public String fold() {
        return fold;
    }

    /** How many folds the work folder's splits have. */
    public int folds() {
        return new Planning(project).splits().size();
    }

    /** The cases that are judged on. */
    public List<String> judged() {
        return split.validation();
    }

    /** Hash of the preprocessed cases and of which are trained and judged on: equal where trials may be compared. */
    public String data() {
        return Hash.of("trials", store.key(), Json.canonical(split));
    }

    /** Seconds that judging the planned candidate will take, measured with an untrained network. */
    public double judgingSeconds() {
        Native.load(project.progress()::say);
        Native.threads(engine.threads());
        return new ValidationCost(project, planned, split, engine).predictionSeconds();
    }

    /** How many cases are trained and judged on, in words. */
    public String cases() {
        return "fold " + fold + ", " + split.train().size() + " cases to learn from and "
                + split.validation().size() + " to judge on"
                + (heldBack.isEmpty() ? "" : ", " + heldBack.size() + " kept aside");
    }

    /**
     * Trains a candidate up to a part of the budget and judges it.
     *
     * @param part in (0, 1]; of a budget in epochs, the epoch that is begun is trained to its end
     * @param stop asked now and then whether to stop
     * @throws DecathleteException of kind INTERRUPTED after a stop, with a checkpoint written; TRAINING when the training went astray;
     *     RESOURCE when memory did not suffice
     */
    public TrialResult run(Candidate candidate, double part, BooleanSupplier stop) {
        Path folder = folder(candidate);
        try (ProcessLock lock = locked(folder, stop)) {
            TrainingResult trained = train(candidate, folder, part, () -> false, stop);
            Scores scores = new CheckpointJudging(project, candidate, split, engine)
                    .scores(trained.checkpoint(), precision(trained), folder.resolve("validation"), stop);
            return new TrialResult(
                    scores.foregroundMean().dice(),
                    caseDice(scores),
                    trained.activeSeconds(),
                    trained.iterations(),
                    curve(folder));
        }
    }

    /**
     * Trains a candidate up to a part of the budget without judging it, unless it turns out hopeless on the way. What {@link #run} does
     * after that is the same as if this had not been done before.
     *
     * @param hopeless asked at the end of each epoch that is trained now, with how it learns since the very beginning
     * @return how it had learnt when it was ended; empty where it was trained to there
     * @throws DecathleteException as {@link #run}
     */
    public Optional<TrialCurve> runUnless(
            Candidate candidate, double part, Predicate<TrialCurve> hopeless, BooleanSupplier stop) {
        Path folder = folder(candidate);
        AtomicReference<@Nullable TrialCurve> ended = new AtomicReference<>();
        BooleanSupplier ends = () -> {
            TrialCurve curve = curve(folder);
            if (hopeless.test(curve)) {
                ended.set(curve);
            }
            return ended.get() != null;
        };
        try (ProcessLock lock = locked(folder, stop)) {
            train(candidate, folder, part, ends, stop);
        } catch (DecathleteException e) {
            if (e.kind() != ErrorKind.INTERRUPTED || ended.get() == null) {
                throw e;
            }
        }
        return Optional.ofNullable(ended.get());
    }

    private TrialCurve curve(Path folder) {
        return TrialCurve.read(folder.resolve(METRICS), whole);
    }

    /**
     * Removes the checkpoints of a candidate that nobody will go on with; what was measured stays. Nothing where somebody is training it, or
     * where there are none.
     *
     * @return bytes that are free now
     */
    public long forget(Candidate candidate) {
        Path folder = folder(candidate);
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (ProcessLock lock = ProcessLock.await(lockFile(folder), 0, () -> true)) {
            return lock == null ? 0 : CheckpointFiles.remove(folder);
        }
    }

    private static Path lockFile(Path folder) {
        return folder.resolveSibling("." + folder.getFileName() + ".lock");
    }

    private static ProcessLock locked(Path folder, BooleanSupplier stop) {
        ProcessLock lock = ProcessLock.await(lockFile(folder), LOCK_MILLIS, stop);
        if (lock == null) {
            throw DecathleteException.usage("another process is training in " + folder + "; wait until it has ended");
        }
        return lock;
    }

    /** @param ends asked at the end of each epoch whether it is the last */
    private TrainingResult train(
            Candidate candidate, Path folder, double part, BooleanSupplier ends, BooleanSupplier stop) {
        if (!candidate.preprocessing().equals(planned.preprocessing())) {
            throw new IllegalArgumentException(
                    "candidate " + candidate.id() + " is prepared in another way than candidate " + planned.id());
        }
        candidate.write(folder.resolveSibling("candidate.json"));
        Native.load(project.progress()::say);
        Native.threads(engine.threads());
        Device device = Device.parse(engine.device());
        RunSettings settings = new RunSettings(
                        device, Precision.parse(engine.precision(), device), engine.seed(), whole, engine.threads())
                .augmentingOn(AugmentationPlace.parse(engine.augmentOn()))
                .upTo(part);
        Trainer trainer = new Trainer(candidate, split, store, settings, folder, project.progress());
        trainer.afterEpoch(() -> {
            if (ends.getAsBoolean()) {
                trainer.requestStop();
            }
        });
        try (StopWatcher watcher = StopWatcher.start(stop, trainer::requestStop, STOP_POLL_MILLIS)) {
            return trainer.run();
        }
    }

    /** In validation too, a precision that failed its check is not used. */
    private Precision precision(TrainingResult trained) {
        PrecisionFinding finding = trained.precision();
        return finding != null && finding.fellBack()
                ? finding.used()
                : Precision.parse(engine.precision(), Device.parse(engine.device()));
    }

    /** A training is the beginning of one under its budget alone: under another one it has another folder. */
    private Path folder(Candidate candidate) {
        String kind = Hash.of(Json.canonical(whole), data()).substring(0, KIND_DIGITS);
        return project.workspace()
                .root()
                .resolve(FOLDER)
                .resolve(candidate.id())
                .resolve("seed_" + engine.seed() + "_fold_" + fold + "_" + kind);
    }

    private static Map<String, Double> caseDice(Scores scores) {
        Map<String, Double> dice = new TreeMap<>();
        for (CaseScores one : scores.cases()) {
            if (!Double.isNaN(one.meanDice())) {
                dice.put(one.id(), one.meanDice());
            }
        }
        return dice;
    }
}
