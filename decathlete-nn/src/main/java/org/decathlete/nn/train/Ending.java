package org.decathlete.nn.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.convergence.ConvergenceMonitor;
import org.decathlete.nn.train.convergence.Forecast;
import org.decathlete.nn.train.convergence.ScorePoint;
import org.decathlete.nn.train.convergence.ScoreTrack;
import org.decathlete.nn.train.log.ConvergenceEvent;
import org.decathlete.nn.train.log.MetricsLog;
import org.decathlete.nn.train.schedule.LearningRate;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.validation.PseudoDice;

/** Decides after each epoch whether the training is to be annealed and ended before its budget is used up. */
final class Ending {
    private final RunSettings settings;
    private final LearningRate rate;
    private final ConvergenceMonitor monitor;
    private final Progress progress;

    Ending(RunSettings settings, LearningRate rate, Progress progress) {
        this.settings = settings;
        this.rate = rate;
        this.monitor = ConvergenceMonitor.of(rate);
        this.progress = progress;
    }

    /**
     * Looks at an epoch that has just ended.
     *
     * @param epoch its number
     * @param currentRate the learning rate from which the tail would fall
     */
    void consider(Standing standing, int epoch, PseudoDice dice, double currentRate, MetricsLog log) {
        if (standing.tail() != null) {
            return;
        }
        if (settings.endsEarly()) {
            watch(standing, epoch, dice, currentRate, log);
        }
        int idle = Math.min(standing.score().epochsSinceBest(), standing.epochsOfPatch());
        if (standing.tail() == null
                && settings.patience().isPresent()
                && idle >= settings.patience().getAsInt()) {
            standing.beginTail(trained(standing), currentRate);
            progress.say("training: the moving average of the pseudo-Dice has not risen for " + idle
                    + " epochs; the learning rate now falls to zero and training ends");
        }
    }

    /**
     * What was trained so far, in iterations as they are now: of a budget in seconds a tenth of the time is not a tenth of the iterations
     * where most of them were quick, with small patches.
     */
    private double trained(Standing standing) {
        boolean byClock = settings.budget() instanceof Budget.WallClock;
        return byClock && standing.decisions().patch() != null
                ? standing.activeSeconds() * standing.iterationsPerSecond()
                : standing.iteration();
    }

    private void watch(Standing standing, int epoch, PseudoDice dice, double currentRate, MetricsLog log) {
        double used = rate.used(standing.epoch(), standing.iteration(), standing.activeSeconds());
        ScoreTrack track = standing.decisions().scores();
        double[] seen = Arrays.stream(dice.values())
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (seen.length > 0 && used > 0) {
            double lowest = Arrays.stream(seen).min().orElseThrow();
            track = track.with(new ScorePoint(used, dice.mean(), lowest), monitor.oldest(used));
        }
        boolean due = monitor.isDue(track, used);
        standing.decide(standing.decisions().withScores(due ? track.looked(used) : track));
        Optional<Forecast> forecast = due ? monitor.ending(track, used) : Optional.empty();
        if (forecast.isPresent()) {
            standing.decide(standing.decisions().withEnding(forecast.get()));
            standing.beginTail(trained(standing), currentRate);
            log.add(new ConvergenceEvent("convergence", epoch, standing.iteration(), forecast.get()));
            progress.say(String.format(
                    Locale.ROOT,
                    "training: converged; the rest of the budget is expected to bring %.4f Dice, at most %.4f with 95 %% confidence. "
                            + "The learning rate now falls to zero over %d iterations and training ends",
                    forecast.get().gain(),
                    forecast.get().largestGain(),
                    standing.tailIterations()));
        }
    }
}
