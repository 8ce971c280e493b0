package org.decathlete.core.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One of the figures of a class in a case.
 *
 * @param name as in {@code summary.json}: {@code Dice}, {@code HD95}, {@code SurfaceDice_1mm}
 * @param unit {@code mm}, or empty where it has none
 * @param higherIsBetter whether more is better
 * @param value takes it from the scores; NaN where it has no value
 */
public record Metric(String name, String unit, boolean higherIsBetter, ToDoubleFunction<ClassScores> value) {

    /** Dice in [0, 1]. */
    public static final Metric DICE = new Metric("Dice", "", true, ClassScores::dice);

    /** 95th percentile Hausdorff distance in mm. */
    public static final Metric HD95 = new Metric("HD95", "mm", false, ClassScores::hd95);

    /** Dice, HD95 and surface Dice at each tolerance of some settings. */
    public static List<Metric> of(EvaluationSettings settings) {
        List<Metric> metrics = new ArrayList<>(List.of(DICE, HD95));
        for (int i = 0; i < settings.tolerances().size(); i++) {
            int index = i;
            metrics.add(new Metric(
                    SummaryFile.surfaceDiceKey(settings.tolerances().get(i)),
                    "",
                    true,
                    scores -> scores.surfaceDice().get(index)));
        }
        return metrics;
    }
}
