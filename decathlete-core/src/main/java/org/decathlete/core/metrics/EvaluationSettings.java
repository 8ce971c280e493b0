package org.decathlete.core.metrics;

import java.util.List;
import org.decathlete.core.run.DecathleteException;

/**
 * What is measured.
 *
 * @param definition what a surface is
 * @param tolerances distances in mm, each finite and at least 0, at which surface Dice is taken
 */
public record EvaluationSettings(Definition definition, List<Double> tolerances) {

    public EvaluationSettings {
        tolerances = List.copyOf(tolerances);
        for (double tolerance : tolerances) {
            if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
                throw DecathleteException.usage("A tolerance of surface Dice is " + tolerance
                        + "; give distances in mm that are finite and at least 0.");
            }
        }
    }

    /** The default definition, surface Dice at 1 mm and 2 mm. */
    public static EvaluationSettings standard() {
        return new EvaluationSettings(Definition.DEFAULT, List.of(1.0, 2.0));
    }
}
