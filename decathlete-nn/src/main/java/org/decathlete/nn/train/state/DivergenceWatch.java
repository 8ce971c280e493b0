package org.decathlete.nn.train.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.decathlete.nn.train.step.StepOutcome;

/**
 * Notices a training that goes astray. The sum of cross-entropy and Dice loss starts near the logarithm of the number of classes
 * and falls below zero; a mean over some steps several times the first loss is never part of a healthy run.
 */
final class DivergenceWatch {
    private static final int WINDOW = 10;
    private static final double TIMES = 5;
    private static final double SPIKE = 100;

    private final Deque<Double> recent;
    private double first;

    /**
     * @param firstLoss the loss with which the training began, NaN where it has not
     * @param recent what {@link #recent} was when the training stood where it goes on
     */
    DivergenceWatch(double firstLoss, List<Double> recent) {
        this.first = firstLoss;
        this.recent = new ArrayDeque<>(recent);
    }

    /** The loss with which the training began, NaN before the first step. */
    double firstLoss() {
        return first;
    }

    /** The losses of the last steps, oldest first. */
    List<Double> recent() {
        return List.copyOf(recent);
    }

    /**
     * Looks at one step.
     *
     * @return what is wrong, empty where nothing is
     */
    Optional<String> check(StepOutcome step) {
        return check(step.iteration(), step.loss(), step.skipped() ? 0 : step.gradientNorm());
    }

    /** Looks at one step that was taken. */
    Optional<String> check(long iteration, double loss, double gradientNorm) {
        if (!Double.isFinite(loss)) {
            return Optional.of("the loss is " + loss + " at iteration " + iteration);
        }
        if (!Double.isFinite(gradientNorm)) {
            return Optional.of("the gradient norm is " + gradientNorm + " at iteration " + iteration);
        }
        if (Double.isNaN(first)) {
            first = loss;
        }
        recent.addLast(loss);
        if (recent.size() > WINDOW) {
            recent.removeFirst();
        }
        double scale = 1 + Math.abs(first);
        if (loss > SPIKE * scale || (recent.size() == WINDOW && mean() > TIMES * scale)) {
            return Optional.of(String.format(
                    "the loss is %.4g at iteration %d, its mean over %d iterations %.4g; the training began with %.4g",
                    loss, iteration, recent.size(), mean(), first));
        }
        return Optional.empty();
    }

    private double mean() {
        double sum = 0;
        for (double loss : recent) {
            sum += loss;
        }
        return sum / recent.size();
    }
}
