package org.decathlete.nn.train;

import java.nio.file.Path;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.SegmentationStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.batch.OutOfMemory;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.checkpoint.RunIdentity;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.schedule.LearningRate;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Stopwatch;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.step.LaneOpener;
import org.decathlete.nn.train.step.Learner;
import org.jspecify.annotations.Nullable;

/**
 * Trains one candidate on one split into one folder: {@code checkpoint_latest}, {@code checkpoint_best} and
 * {@code checkpoint_final.safetensors} and {@code metrics.jsonl}. Running it again goes on from the latest checkpoint, and returns at
 * once where the training is finished.
 *
 * <p>With a budget in epochs or iterations, on one machine, precision and number of threads, a training is reproducible bit by
 * bit, killed and resumed or not: batches are functions of the seed and the iteration, and a checkpoint holds all the rest.
 */
public final class Trainer {
    private final Candidate candidate;
    private final Split split;
    private final CaseStore store;
    private final RunSettings settings;
    private final Path runFolder;
    private final Progress progress;
    private final @Nullable SegmentationStore previous;
    private final StopSignal stop = new StopSignal();
    private Runnable epochEnded = () -> {};

    /** Of a candidate that refines nothing. */
    public Trainer(
            Candidate candidate,
            Split split,
            CaseStore store,
            RunSettings settings,
            Path runFolder,
            Progress progress) {
        this(candidate, split, store, null, settings, runFolder, progress);
    }

    /**
     * @param store the preprocessed cases of the split
     * @param previous what the previous stage says about them, each by a training that did not learn from it; null where the
     *     candidate refines nothing
     * @param runFolder where checkpoints and metrics go, created where needed
     */
    public Trainer(
            Candidate candidate,
            Split split,
            CaseStore store,
            @Nullable SegmentationStore previous,
            RunSettings settings,
            Path runFolder,
            Progress progress) {
        if ((candidate.previousStage() == null) != (previous == null)) {
            throw new IllegalArgumentException("candidate " + candidate.id() + " of " + candidate.configuration()
                    + (previous == null
                            ? " refines a previous stage, which is not given"
                            : " refines no previous stage"));
        }
        this.previous = previous;
        this.candidate = candidate;
        this.split = split;
        this.store = store;
        this.settings = settings;
        this.runFolder = runFolder;
        this.progress = progress;
    }

    /** Asks a running training, from any thread, to write a checkpoint and stop after the step under way. */
    public void requestStop() {
        stop.request();
    }

    /**
     * Has something done at the end of each epoch, when its line is in {@code metrics.jsonl}; it may {@linkplain #requestStop stop} the
     * training.
     *
     * @param listener called on the training's thread, in time that counts
     */
    public void afterEpoch(Runnable listener) {
        epochEnded = listener;
    }

    /**
     * Trains until the budget is used up, or the part of it that the settings name; returns at once where it paused there before.
     *
     * @throws DecathleteException of kind INTERRUPTED after {@link #requestStop} or an interrupt of this thread, with a checkpoint
     *     written; TRAINING when the training went astray and two restarts with lower rates did too; USAGE when the folder holds a
     *     training of another candidate, split or seed; DATA when a case cannot be read
     */
    public TrainingResult run() {
        Stopwatch stopwatch = new Stopwatch();
        RunSettings placed = settings.placed(candidate);
        Checkpoints checkpoints =
                new Checkpoints(runFolder, RunIdentity.of(candidate, split, store, settings, previous), placed);
        Optional<TrainingState> finished = checkpoints.state(checkpoints.last());
        if (finished.isPresent()) {
            checkpoints.dropLatest();
            checkpoints.sayOtherBudget(checkpoints.last(), progress);
            progress.say("training is finished; to train it again or for longer, move " + runFolder + " away");
            return TrainingResult.of(checkpoints.last(), finished.get(), settings.budget());
        }
        Optional<TrainingState> begun = checkpoints.state(checkpoints.latest());
        LearningRate rate = new LearningRate(
                candidate.recipe().optimizer().learningRate(),
                candidate.recipe().schedule(),
                settings.budget());
        if (begun.isPresent() && Timetable.isPaused(begun.get(), settings, rate)) {
            return TrainingResult.of(checkpoints.latest(), begun.get(), settings.budget());
        }
        Native.load(progress::say);
        Native.threads(settings.threads());
        sayPlace(placed);
        TrainingData data = TrainingData.of(candidate, split, store, previous, settings.seed());
        try (Learner learner = new Learner(candidate, placed, 0, new LaneOpener(progress::say))) {
            TrainingRun run = new TrainingRun(candidate, placed, data, learner, checkpoints, stopwatch, stop, progress);
            run.afterEpoch(epochEnded);
            TrainingState end = run.train();
            return TrainingResult.of(
                    end.finished() ? checkpoints.last() : checkpoints.latest(), end, settings.budget());
        } catch (OutOfMemory shortage) {
            // Steps are done again where memory runs out; here not even a batch could be made.
            throw shortage.explanation();
        }
    }

    private void sayPlace(RunSettings placed) {
        if (placed.augmentsOnDevice()) {
            progress.say("training: patches are augmented on " + placed.device());
        } else if (settings.augmentsOnDevice()) {
            progress.say(
                    "training: patches are augmented by the processor, because the masks of the previous stage are corrupted there");
        }
    }
}
