package org.decathlete.nn.train.convergence;

import java.util.List;
import java.util.Optional;
import org.decathlete.core.statistics.LineFit;
import org.decathlete.nn.train.schedule.AnnealingTail;
import org.decathlete.nn.train.schedule.LearningRate;

/**
 * Tells noise from progress: whether the rest of a budget would still bring something.
 *
 * <p><b>Model.</b> Learning curves are concave in the logarithm of the time trained, once they have left their beginning: those of the
 * form a − c·t^(−b) as well as those that approach their end exponentially. A straight line in ln t through the last two thirds of the
 * training, t/3 to t, is therefore no less steep than what follows, and its slope times ln(T / t) no less than what is still gained
 * by the end T of the budget.
 *
 * <p><b>Test.</b> The line is fitted to the pseudo-Dice of single epochs by least squares, which smooths better than the moving average
 * and has independent errors; what resemblance of neighbours is left widens the error of the slope ({@link LineFit}). The
 * hypothesis "at least {@value #TOLERATED} is still to be gained" is rejected by a one-sided t test at the level of 5 %, divided by
 * the number of looks that a training can have (Bonferroni): one is due when the time used has grown by {@value #LOOK_GROWTH} times.
 *
 * <p><b>Decision.</b> The training may end when the hypothesis is rejected, the expected gain is at most {@value #WORTHLESS}, every structure
 * has been found at all (the median of the lowest scores), and ending saves a twentieth of the budget, the annealing tail included. So a
 * short training, whose few noisy scores cannot prove anything, always runs to its end, and a rate that falls meanwhile, which lifts
 * the scores, only keeps a training from ending. Curves that rest first and rise again, as some losses let them, break the model.
 *
 * @param whole the budget: epochs, iterations or seconds
 * @param warmup share of it in which the learning rate rises
 */
public record ConvergenceMonitor(double whole, double warmup) {
    /** A gain of this much Dice is not given away, but for one training in twenty. */
    static final double TOLERATED = 0.005;

    /** A gain below this is not worth waiting for. */
    static final double WORTHLESS = 0.001;

    static final double LOOK_GROWTH = 1.15;

    private static final double LEVEL = 0.05;
    private static final double FIRST_LOOK = 0.15;
    private static final double WINDOW_START = 1 / 3.0;
    private static final int FEWEST_POINTS = 20;
    private static final double FOUND = 0.1;
    private static final double LEAST_SAVING = 0.05;

    /** The monitor of a training. */
    public static ConvergenceMonitor of(LearningRate rate) {
        return new ConvergenceMonitor(rate.whole(), rate.schedule().warmup());
    }

    /** Points older than this are of no use to looks at or after {@code used}. */
    public double oldest(double used) {
        return WINDOW_START * used;
    }

    /** Whether it is time for another look. */
    public boolean isDue(ScoreTrack track, double used) {
        double next = Math.max(firstLook(), LOOK_GROWTH * track.lookedAt());
        return used >= next && used <= lastLook();
    }

    /** The forecast where it says that the training may end; empty where it shall go on. */
    public Optional<Forecast> ending(ScoreTrack track, double used) {
        return forecast(track, used)
                .filter(forecast -> forecast.largestGain() <= TOLERATED && forecast.gain() <= WORTHLESS);
    }

    private Optional<Forecast> forecast(ScoreTrack track, double used) {
        List<ScorePoint> window = track.points().stream()
                .filter(point -> point.used() >= oldest(used))
                .toList();
        if (window.size() < FEWEST_POINTS || median(window) < FOUND) {
            return Optional.empty();
        }
        double[] time =
                window.stream().mapToDouble(point -> Math.log(point.used())).toArray();
        double[] scores = window.stream().mapToDouble(ScorePoint::score).toArray();
        LineFit fit = LineFit.of(time, scores);
        double ahead = Math.log(whole / used);
        double steepest = fit.upperSlope(1 - LEVEL / looks());
        return Optional.of(
                new Forecast(Math.max(0, fit.slope() * ahead), Math.max(0, steepest * ahead), fit.deviation()));
    }

    private static double median(List<ScorePoint> window) {
        double[] lowest =
                window.stream().mapToDouble(ScorePoint::lowest).sorted().toArray();
        return lowest[lowest.length / 2];
    }

    /** The window of the first look begins after the warm-up. */
    private double firstLook() {
        return Math.max(FIRST_LOOK, warmup / WINDOW_START) * whole;
    }

    private double lastLook() {
        return (1 - LEAST_SAVING) / (1 + AnnealingTail.SHARE) * whole;
    }

    private double looks() {
        return 1 + Math.floor(Math.log(lastLook() / firstLook()) / Math.log(LOOK_GROWTH));
    }
}
