package org.decathlete.nn.train.log;

import java.util.Locale;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.state.TrainingState;
import org.jspecify.annotations.Nullable;

/** What a person sees of a training while it runs: how much of the budget is used, epoch, speed, loss, pseudo-Dice. */
public final class LiveLine implements AutoCloseable {
    private static final double SMOOTHING = 0.9;

    private final Budget budget;
    private final Progress progress;
    private Progress.@Nullable Stage stage;
    private long shown;
    private double stepSeconds = Double.NaN;
    private double loss = Double.NaN;
    private long stepBegan;

    /** @param budget what the line counts */
    public LiveLine(Budget budget, Progress progress) {
        this.budget = budget;
        this.progress = progress;
    }

    /** Starts the stage; its total is what is left of the budget, so that the time left is judged by this process's speed. */
    public void open(TrainingState state) {
        shown = done(state.iteration(), state.activeSeconds());
        stage = progress.start(
                "training", Math.max(0, total() - shown), budget instanceof Budget.WallClock ? "s" : "iterations");
        stepBegan = System.nanoTime();
    }

    /** One step is done. */
    public void stepped(Standing standing) {
        double seconds = (System.nanoTime() - stepBegan) / 1e9;
        stepBegan = System.nanoTime();
        stepSeconds = Double.isNaN(stepSeconds) ? seconds : SMOOTHING * stepSeconds + (1 - SMOOTHING) * seconds;
        loss = Double.isNaN(standing.meanLoss()) ? loss : standing.meanLoss();
        advance(standing);
    }

    /** An epoch is over. */
    public void epochEnded(Standing standing, EpochMetrics metrics) {
        stepBegan = System.nanoTime();
        loss = metrics.trainLoss();
        advance(standing);
    }

    @Override
    public void close() {
        if (stage != null) {
            stage.close();
        }
    }

    private void advance(Standing standing) {
        long now = done(standing.iteration(), standing.activeSeconds());
        if (stage != null) {
            stage.advance(Math.max(0, now - shown), detail(standing));
        }
        shown = Math.max(shown, now);
    }

    private String detail(Standing standing) {
        String text =
                String.format(Locale.ROOT, "epoch %d  %.2f it/s  loss %.4f", standing.epoch(), 1 / stepSeconds, loss);
        Double score = standing.lastScore();
        Double average = standing.score().average();
        return score == null || average == null
                ? text
                : text + String.format(Locale.ROOT, "  pseudo-Dice %.3f (average %.3f)", score, average);
    }

    private long total() {
        if (budget instanceof Budget.Epochs epochs) {
            return (long) epochs.epochs() * epochs.iterationsPerEpoch();
        }
        return budget instanceof Budget.Iterations iterations
                ? iterations.iterations()
                : (long) ((Budget.WallClock) budget).seconds();
    }

    private long done(long iteration, double activeSeconds) {
        return Math.min(total(), budget instanceof Budget.WallClock ? (long) activeSeconds : iteration);
    }
}
