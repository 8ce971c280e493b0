package org.decathlete.nn.train.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Simulated trainings: a true curve over the share of the budget that is used up, and noise. */
class ConvergenceMonitorTest {
    private static final int EPOCHS = 300;
    private static final int TRIALS = 150;

    /** Noise of one epoch: Gaussian, resembling its neighbour, or with outliers. */
    private enum Noise {
        WHITE,
        RESEMBLING,
        OUTLIERS
    }

    @Test
    void aPlateauIsFoundWithinTheFirstHalf() {
        for (Noise noise : new Noise[] {Noise.WHITE, Noise.RESEMBLING}) {
            DoubleUnaryOperator curve = t -> 0.88 - 0.8 * Math.exp(-t / 0.02);
            int early = 0;
            double worst = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                OptionalDouble end = end(curve, EPOCHS, 0.006, noise, trial, 0.05);
                early += end.isPresent() && end.getAsDouble() < 0.5 ? 1 : 0;
                worst = Math.max(worst, 0.88 - curve.applyAsDouble(end.orElse(1)));
            }
            double power = early / (double) TRIALS;
            System.out.printf(Locale.ROOT, "plateau, %s noise: %.3f end in the first half%n", noise, power);
            assertThat(power).isGreaterThan(noise == Noise.WHITE ? 0.7 : 0.25);
            assertThat(worst).isLessThan(ConvergenceMonitor.WORTHLESS);
        }
    }

    @Test
    void fewerThanOneInTwentyRisingTrainingsEnd() {
        assertSeldomEnded("power law", t -> 0.92 - 0.04 * Math.pow(t, -0.4));
        assertSeldomEnded("logarithm", t -> 0.8 + 0.04 * Math.log(t));
        assertSeldomEnded("straight line", t -> 0.6 + 0.2 * t);
        assertSeldomEnded("slow approach", t -> 0.9 - 0.3 * Math.exp(-t / 0.35));
        // At the last look 0.0058 are still to come, little more than what is tolerated.
        assertSeldomEnded("barely rising", t -> 0.85 + 0.04 * Math.log(t));
    }

    @Test
    void nothingIsProvedByFewScores() {
        for (int trial = 0; trial < 50; trial++) {
            assertThat(end(t -> 0.88, 25, 0.006, Noise.WHITE, trial, 0.05)).isEmpty();
        }
    }

    @Test
    void aNetworkThatHasNotFoundAStructureYetIsNotEnded() {
        assertThat(end(t -> 0.02, EPOCHS, 0.0001, Noise.WHITE, 1, 0)).isEmpty();
        assertThat(end(t -> 0.6, EPOCHS, 0.0001, Noise.WHITE, 1, 0)).isPresent();
        ConvergenceMonitor monitor = new ConvergenceMonitor(100, 0);
        ScoreTrack track = ScoreTrack.NONE;
        for (int epoch = 1; epoch <= 60; epoch++) {
            track = track.with(new ScorePoint(epoch, 0.6 + 1e-4 * (epoch % 2), 0), 0);
        }
        assertThat(monitor.ending(track, 60)).isEmpty();
    }

    @Test
    void theForecastIsTheLineInTheLogarithmOfTime() {
        ConvergenceMonitor monitor = new ConvergenceMonitor(1000, 0.05);
        ScoreTrack track = ScoreTrack.NONE;
        for (int epoch = 1; epoch <= 500; epoch++) {
            double score = 0.8 + 0.001 * Math.log(epoch) + 1e-5 * (epoch % 2);
            track = track.with(new ScorePoint(epoch, score, score), monitor.oldest(epoch));
        }
        Forecast forecast = monitor.ending(track, 500).orElseThrow();
        assertThat(forecast.gain()).isBetween(0.00068, 0.00071);
        assertThat(forecast.largestGain()).isBetween(forecast.gain(), 0.00072);
    }

    private static void assertSeldomEnded(String name, DoubleUnaryOperator curve) {
        for (Noise noise : new Noise[] {Noise.RESEMBLING, Noise.OUTLIERS}) {
            int ended = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                OptionalDouble end = end(curve, EPOCHS, 0.006, noise, trial, 0.05);
                double lost = curve.applyAsDouble(1) - curve.applyAsDouble(end.orElse(1));
                ended += lost >= ConvergenceMonitor.TOLERATED ? 1 : 0;
            }
            double share = ended / (double) TRIALS;
            System.out.printf(Locale.ROOT, "%s, %s noise: %.4f ended too early%n", name, noise, share);
            assertThat(share).as("%s, %s", name, noise).isLessThanOrEqualTo(0.05);
        }
    }

    /** Share of the budget at which the training ends early. */
    private static OptionalDouble end(
            DoubleUnaryOperator curve, int epochs, double deviation, Noise noise, long seed, double warmup) {
        SplittableRandom random = new SplittableRandom(seed);
        ConvergenceMonitor monitor = new ConvergenceMonitor(epochs, warmup);
        ScoreTrack track = ScoreTrack.NONE;
        double before = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double fresh = random.nextGaussian();
            double error = switch (noise) {
                case WHITE -> fresh;
                case RESEMBLING -> 0.5 * before + Math.sqrt(0.75) * fresh;
                case OUTLIERS -> random.nextInt(20) == 0 ? 5 * fresh : fresh;
            };
            before = error;
            double score = curve.applyAsDouble(epoch / (double) epochs) + deviation * error;
            track = track.with(new ScorePoint(epoch, score, score), monitor.oldest(epoch));
            if (monitor.isDue(track, epoch)) {
                track = track.looked(epoch);
                Optional<Forecast> ending = monitor.ending(track, epoch);
                if (ending.isPresent()) {
                    return OptionalDouble.of(epoch / (double) epochs);
                }
            }
        }
        return OptionalDouble.empty();
    }
}
