package org.decathlete.nn.train;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a training stands, while it moves; {@link TrainingState} is a picture of it. */
final class Standing {
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

    Standing(Stopwatch stopwatch) {
        this.stopwatch = stopwatch;
    }

    /** Takes up a stored state. */
    void restore(TrainingState stored) {
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
    void resume(TrainingState stored) {
        stopwatch.resumeFrom(stored.activeSeconds());
        restore(stored);
    }

    /** A picture of now. */
    TrainingState picture() {
        return with(state.pace(), state.epoch(), state.score(), state.lastScore(), state.finished());
    }

    long iteration() {
        return iteration;
    }

    int epoch() {
        return state.epoch();
    }

    int iterationInEpoch() {
        return iterationInEpoch;
    }

    @Nullable
    Pace pace() {
        return state.pace();
    }

    MovingScore score() {
        return state.score();
    }

    @Nullable
    Double lastScore() {
        return state.lastScore();
    }

    /** Whether the last epoch was the best one, and nothing was learnt since. */
    boolean isAtBest() {
        return iterationInEpoch == 0 && score().best() != null && score().epochsSinceBest() == 0;
    }

    double rateFactor() {
        return state.rateFactor();
    }

    @Nullable
    AnnealingTail tail() {
        return tail;
    }

    /**
     * From here on the learning rate falls to zero over a short while.
     *
     * @param trained what was trained so far, in iterations as they are now
     */
    void beginTail(double trained, double rate) {
        tail = AnnealingTail.after(iteration, trained, rate);
    }

    /** How long the tail takes, 0 without one. */
    int tailIterations() {
        return tail == null ? 0 : tail.iterations();
    }

    Decisions decisions() {
        return decisions;
    }

    /** The training has decided something. */
    void decide(Decisions next) {
        decisions = next;
    }

    /** Epochs that ended since the training learns from patches as it does now. */
    int epochsOfPatch() {
        LearntPatch patch = decisions.patch();
        return state.epoch() - (patch == null ? 0 : patch.since());
    }

    /** What is judged of the epoch under way, null where its validation has not begun. */
    @Nullable
    ValidationProgress validation() {
        return validation;
    }

    /** So much is judged of the epoch under way; null where it is to begin again. */
    void judged(@Nullable ValidationProgress progress) {
        validation = progress;
    }

    double firstLoss() {
        return watch.firstLoss();
    }

    double activeSeconds() {
        return stopwatch.seconds();
    }

    double epochSeconds() {
        return epochSecondsBefore + stopwatch.seconds() - epochBegan;
    }

    /** Over the steps of the epoch whose outcomes are known, NaN where none is. */
    double meanLoss() {
        return epochLoss / readInEpoch;
    }

    double meanGradientNorm() {
        return epochGradientNorm / readInEpoch;
    }

    /** A step is taken; what it came to may be known later. */
    void stepped() {
        iteration++;
        iterationInEpoch++;
    }

    /**
     * It is known what the next of the steps taken came to.
     *
     * @throws Divergence when it shows that the training goes astray
     */
    void learned(StepOutcome outcome) throws Divergence {
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

    void fixPace(Pace pace) {
        state = with(pace, state.epoch(), state.score(), state.lastScore(), false);
    }

    /** Steps take another time from now on, which is not known yet. */
    void forgetPace() {
        state = with(null, state.epoch(), state.score(), state.lastScore(), false);
    }

    /** Of the epoch that ended last in this process, validation included; NaN before. */
    double iterationsPerSecond() {
        return iterationsPerSecond;
    }

    /** An epoch is over. */
    void endEpoch(MovingScore score, @Nullable Double lastScore) {
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

    void finish() {
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
