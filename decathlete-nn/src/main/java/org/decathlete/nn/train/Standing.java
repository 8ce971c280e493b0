package org.decathlete.nn.train;

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
    private double firstLoss = Double.NaN;
    private @Nullable AnnealingTail tail;
    private Decisions decisions = Decisions.NONE;
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
        firstLoss = stored.firstLoss() == null ? Double.NaN : stored.firstLoss();
        tail = stored.tail();
        decisions = stored.decided();
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

    double rateFactor() {
        return state.rateFactor();
    }

    @Nullable
    AnnealingTail tail() {
        return tail;
    }

    /** From here on the learning rate falls to zero over a short while. */
    void beginTail(double rate) {
        tail = AnnealingTail.after(iteration, rate);
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

    double firstLoss() {
        return firstLoss;
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

    /** A step turned out good. */
    void learned(StepOutcome outcome) {
        readInEpoch++;
        if (Double.isNaN(firstLoss)) {
            firstLoss = outcome.loss();
        }
        epochLoss += outcome.loss();
        if (!outcome.skipped()) {
            epochGradientNorm += outcome.gradientNorm();
        }
    }

    void fixPace(Pace pace) {
        state = with(pace, state.epoch(), state.score(), state.lastScore(), false);
    }

    /** An epoch is over. */
    void endEpoch(MovingScore score, @Nullable Double lastScore) {
        iterationInEpoch = 0;
        readInEpoch = 0;
        epochLoss = 0;
        epochGradientNorm = 0;
        epochSecondsBefore = 0;
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
                Double.isNaN(firstLoss) ? null : Double.valueOf(firstLoss),
                epochLoss,
                epochGradientNorm,
                epochSeconds(),
                tail,
                finished,
                decisions);
    }
}
