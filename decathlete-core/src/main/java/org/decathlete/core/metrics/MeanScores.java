package org.decathlete.core.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Means, each over what has a value; NaN where nothing has.
 *
 * @param dice mean Dice
 * @param iou mean intersection over union
 * @param hd95 mean HD95 in mm
 * @param assd mean ASSD in mm
 * @param surfaceDice mean surface Dice per tolerance
 * @param truePositives mean number of voxels; the other counts likewise
 */
public record MeanScores(
        double dice,
        double iou,
        double hd95,
        double assd,
        List<Double> surfaceDice,
        double truePositives,
        double falsePositives,
        double falseNegatives,
        double trueNegatives) {

    public MeanScores {
        surfaceDice = List.copyOf(surfaceDice);
    }

    /** Mean number of voxels predicted. */
    public double predicted() {
        return truePositives + falsePositives;
    }

    /** Mean number of voxels in the reference. */
    public double referenced() {
        return truePositives + falseNegatives;
    }

    static MeanScores ofCases(Collection<ClassScores> scores, int tolerances) {
        return new MeanScores(
                mean(scores, ClassScores::dice),
                mean(scores, ClassScores::iou),
                mean(scores, ClassScores::hd95),
                mean(scores, ClassScores::assd),
                perTolerance(scores, ClassScores::surfaceDice, tolerances),
                mean(scores, score -> score.overlap().truePositives()),
                mean(scores, score -> score.overlap().falsePositives()),
                mean(scores, score -> score.overlap().falseNegatives()),
                mean(scores, score -> score.overlap().trueNegatives()));
    }

    static MeanScores ofClasses(Collection<MeanScores> means, int tolerances) {
        return new MeanScores(
                mean(means, MeanScores::dice),
                mean(means, MeanScores::iou),
                mean(means, MeanScores::hd95),
                mean(means, MeanScores::assd),
                perTolerance(means, MeanScores::surfaceDice, tolerances),
                mean(means, MeanScores::truePositives),
                mean(means, MeanScores::falsePositives),
                mean(means, MeanScores::falseNegatives),
                mean(means, MeanScores::trueNegatives));
    }

    private interface Listed<T> {
        List<Double> of(T scores);
    }

    private static <T> List<Double> perTolerance(Collection<T> scores, Listed<T> listed, int tolerances) {
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < tolerances; i++) {
            int index = i;
            means.add(mean(scores, score -> listed.of(score).get(index)));
        }
        return means;
    }

    private static <T> double mean(Collection<T> scores, ToDoubleFunction<T> value) {
        return scores.stream()
                .mapToDouble(value)
                .filter(number -> !Double.isNaN(number))
                .average()
                .orElse(Double.NaN);
    }
}
