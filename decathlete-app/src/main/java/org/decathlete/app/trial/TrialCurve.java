package org.decathlete.app.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.decathlete.app.results.MetricsFile;
import org.decathlete.nn.train.settings.Budget;
import tools.jackson.databind.JsonNode;

/**
 * How a training learns: the pseudo-Dice of the patches that it validates on at the end of each epoch. A score is a mean over the last
 * third of the epochs up to it, at least one, since those of single epochs jump.
 *
 * @param points one per epoch that saw foreground, in order
 */
public record TrialCurve(List<Point> points) {
    private static final int SMOOTHED = 3;

    /** Shares of budgets are computed along different ways. */
    private static final double ROUNDING = 1e-9;

    /** An epoch that ends later says too much of the end for being compared with it, and leaves too little to save. */
    private static final double LATEST_HALF = 0.75;

    public TrialCurve {
        points = List.copyOf(points);
    }

    /**
     * The end of an epoch.
     *
     * @param used share of the whole budget that is used up, above 0
     * @param score mean pseudo-Dice over the classes, within [0, 1]
     */
    public record Point(double used, double score) {}

    /** Reads {@code metrics.jsonl}; nothing where there is none. */
    static TrialCurve read(Path metrics, Budget whole) {
        List<Point> points = new ArrayList<>();
        if (Files.exists(metrics)) {
            for (JsonNode epoch : new MetricsFile(metrics).epochs()) {
                JsonNode score = epoch.path("mean_pseudo_dice");
                if (score.isNumber()) {
                    points.add(new Point(used(epoch, whole), score.asDouble()));
                }
            }
        }
        return new TrialCurve(points);
    }

    private static double used(JsonNode epoch, Budget whole) {
        if (whole instanceof Budget.WallClock clock) {
            return epoch.path("active_seconds").asDouble() / clock.seconds();
        }
        if (whole instanceof Budget.Epochs epochs) {
            return (epoch.path("epoch").asInt() + 1.0) / epochs.epochs();
        }
        return epoch.path("iteration").asDouble() / ((Budget.Iterations) whole).iterations();
    }

    /** The score at the first end of an epoch by which a share of the budget is used up, or at the last there is; empty before the first. */
    public OptionalDouble score(double used) {
        int epochs = epochs(used);
        int smoothed = (epochs + SMOOTHED - 1) / SMOOTHED;
        return points.subList(epochs - smoothed, epochs).stream()
                .mapToDouble(Point::score)
                .average();
    }

    /** How many there are at the first end of an epoch by which a share is used up; all where that is to come. */
    private int epochs(double used) {
        int epochs = 0;
        while (epochs < points.size() && (epochs == 0 || points.get(epochs - 1).used() < used * (1 - ROUNDING))) {
            epochs++;
        }
        return epochs;
    }

    /**
     * The score when half of a part of the budget was used up.
     *
     * @param part in (0, 1]
     * @return empty where no epoch ended between the half and three quarters of it, as in a training of one epoch, whose only score is
     *     that at its end
     */
    public OptionalDouble halfway(double part) {
        int epochs = epochs(part / 2);
        double at = epochs == 0 ? 0 : points.get(epochs - 1).used();
        boolean there = at >= part / 2 * (1 - ROUNDING) && at <= LATEST_HALF * part * (1 + ROUNDING);
        return there ? score(part / 2) : OptionalDouble.empty();
    }

    /**
     * The share of the budget from which on no epoch falls below half of the score at the end: by then a training has left what every
     * training begins with, where all is background.
     *
     * @return empty where it has learnt nothing
     */
    public OptionalDouble halfOfEnd() {
        double end = score(Double.POSITIVE_INFINITY).orElse(0);
        if (!(end > 0)) {
            return OptionalDouble.empty();
        }
        int first = points.size() - 1;
        while (first > 0 && points.get(first - 1).score() >= end / 2) {
            first--;
        }
        return OptionalDouble.of(points.get(first).used());
    }
}
