package org.decathlete.nn.train.state;

import java.util.List;
import java.util.Optional;
import org.decathlete.nn.train.schedule.AnnealingTail;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.step.StepOutcome;
import org.decathlete.nn.train.validation.MovingScore;
import org.decathlete.nn.train.validation.ValidationProgress;
import org.jspecify.annotations.Nullable;

/** Where a training stands, while it moves; {@link TrainingState} is a picture of it. */
public final class Standing {
    private TrainingState state = TrainingState.initial();
    private long iteration;
    private int iterationInEpoch;
    private int readInEpoch;
    private double epochLoss;
    private double epochGradientNorm;
    private double epochSecondsBefore;
    private double epochBegan;
    private double iterationsPerSecond = Double.NaN;
    private DivergenceWatch watch = new DivergenceWatch(Double.NaN, List.of());
    private @Nullable AnnealingTail tail;
    private Decisions decisions = Decisions.NONE;
    private @Nullable ValidationProgress validation;
    private final Stopwatch stopwatch;

    /** @param stopwatch counts the active time */
    public Standing(Stopwatch stopwatch) {
        this.stopwatch = stopwatch;
    }

    /** Takes up a stored state. */
    public void restore(TrainingState stored) {
        state = stored;
        iteration = stored.iteration();
        iterationInEpoch = stored.iterationInEpoch();
        readInEpoch = iterationInEpoch;
        epochLoss = stored.epochLoss();
        epochGradientNorm = stored.epochGradientNorm();
        epochSecondsBefore = stored.epochSeconds();
        epochBegan = stopwatch.seconds();
        watch = new DivergenceWatch(
                stored.firstLoss() == null ? Double.NaN : stored.firstLoss(),
                stored.recentLosses() == null ? List.of() : stored.recentLosses());
        tail = stored.tail();
        decisions = stored.decided();
        validation = stored.validation();
    }

    /** Takes up the state of an earlier process, whose time counts. */
    public void resume(TrainingState stored) {
        stopwatch.resumeFrom(stored.activeSeconds());
        restore(stored);
    }

    /** A picture of now. */
    public TrainingState picture() {
        return with(state.pace(), state.epoch(), state.score(), state.lastScore(), state.finished());
    }

    /** Training batches done. */
    public long iteration() {
        return iteration;
    }

    /** Epochs done. */
    public int epoch() {
        return state.epoch();
    }

    /** Training batches done in the epoch under way. */
    public int iterationInEpoch() {
        return iterationInEpoch;
    }

    /** The division into epochs, null while it is still being measured. */
    public @Nullable Pace pace() {
        return state.pace();
    }

    /** Moving average of the pseudo-Dice and its best. */
    public MovingScore score() {
        return state.score();
    }

    /** Pseudo-Dice of the last epoch, null before the first. */
    public @Nullable Double lastScore() {
        return state.lastScore();
    }

    /** Whether the last epoch was the best one, and nothing was learnt since. */
    public boolean isAtBest() {
        return iterationInEpoch == 0 && score().best() != null && score().epochsSinceBest() == 0;
    }

    /** What the learning rate is multiplied by after divergences. */
    public double rateFactor() {
        return state.rateFactor();
    }

    /** The annealing of a training that comes to an early end, null in others. */
    public @Nullable AnnealingTail tail() {
        return tail;
    }

    /**
     * From here on the learning rate falls to zero over a short while.
     *
     * @param trained what was trained so far, in iterations as they are now
     */
    public void beginTail(double trained, double rate) {
        tail = AnnealingTail.after(iteration, trained, rate);
    }

    /** How long the tail takes, 0 without one. */
    public int tailIterations() {
        return tail == null ? 0 : tail.iterations();
    }

    /** What the training decided by itself. */
    public Decisions decisions() {
        return decisions;
    }

    /** The training has decided something. */
    public void decide(Decisions next) {
        decisions = next;
    }

    /** Epochs that ended since the training learns from patches as it does now. */
    public int epochsOfPatch() {
        LearntPatch patch = decisions.patch();
        return state.epoch() - (patch == null ? 0 : patch.since());
    }

    /** What is judged of the epoch under way, null where its validation has not begun. */
    public @Nullable ValidationProgress validation() {
        return validation;
    }

    /** So much is judged of the epoch under way; null where it is to begin again. */
    public void judged(@Nullable ValidationProgress progress) {
        validation = progress;
    }

    /** The loss with which the training began, NaN before the first step. */
    public double firstLoss() {
        return watch.firstLoss();
    }

    /** Time spent on the training, restarts included. */
    public double activeSeconds() {
        return stopwatch.seconds();
    }

    /** Time spent on the epoch under way. */
    public double epochSeconds() {
        return epochSecondsBefore + stopwatch.seconds() - epochBegan;
    }

    /** Over the steps of the epoch whose outcomes are known, NaN where none is. */
    public double meanLoss() {
        return epochLoss / readInEpoch;
    }

    /** Over the steps of the epoch whose outcomes are known, before clipping. */
    public double meanGradientNorm() {
        return epochGradientNorm / readInEpoch;
    }

    /** A step is taken; what it came to may be known later. */
    public void stepped() {
        iteration++;
        iterationInEpoch++;
    }

    /**
     * It is known what the next of the steps taken came to.
     *
     * @throws Divergence when it shows that the training goes astray
     */
    public void learned(StepOutcome outcome) throws Divergence {
        Optional<String> reason = watch.check(outcome);
        if (reason.isPresent()) {
            throw new Divergence(outcome.iteration(), reason.get());
        }
        readInEpoch++;
        epochLoss += outcome.loss();
        if (!outcome.skipped()) {
            epochGradientNorm += outcome.gradientNorm();
        }
    }

    /** The division into epochs is known from here on. */
    public void fixPace(Pace pace) {
        state = with(pace, state.epoch(), state.score(), state.lastScore(), false);
    }

    /** Steps take another time from now on, which is not known yet. */
    public void forgetPace() {
        state = with(null, state.epoch(), state.score(), state.lastScore(), false);
    }

    /** Of the epoch that ended last in this process, validation included; NaN before. */
    public double iterationsPerSecond() {
        return iterationsPerSecond;
    }

    /** An epoch is over. */
    public void endEpoch(MovingScore score, @Nullable Double lastScore) {
        iterationsPerSecond = iterationInEpoch / epochSeconds();
        iterationInEpoch = 0;
        readInEpoch = 0;
        epochLoss = 0;
        epochGradientNorm = 0;
        epochSecondsBefore = 0;
        validation = null;
        epochBegan = stopwatch.seconds();
        state = with(state.pace(), state.epoch() + 1, score, lastScore, false);
    }

    /** The budget is used up. */
    public void finish() {
        state = with(state.pace(), state.epoch(), state.score(), state.lastScore(), true);
    }

    private TrainingState with(
            @Nullable Pace pace, int epoch, MovingScore score, @Nullable Double lastScore, boolean finished) {
        return new TrainingState(
                iteration,
                epoch,
                iterationInEpoch,
                stopwatch.seconds(),
                pace,
                score,
                lastScore,
                state.rateFactor(),
                state.divergences(),
                Double.isNaN(firstLoss()) ? null : Double.valueOf(firstLoss()),
                epochLoss,
                epochGradientNorm,
                epochSeconds(),
                tail,
                finished,
                watch.recent(),
                validation,
                decisions);
    }
}
