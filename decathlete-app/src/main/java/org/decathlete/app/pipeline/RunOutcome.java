package org.decathlete.app.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param candidate id of the candidate
 * @param configuration the plan's configuration, such as {@code 3d_fullres}
 * @param fold which fold was trained
 * @param seed the seed
 * @param meanForegroundDice mean Dice over the foreground classes of the validation cases, whole volumes; null where no class
 *     had a value
 * @param dicePerClass mean Dice per class
 * @param validationCases number of cases behind these figures, none of which the model was trained on
 * @param model the model's folder
 * @param report the report
 * @param seconds active seconds per stage
 */
public record RunOutcome(
        String candidate,
        String configuration,
        String fold,
        long seed,
        @Nullable Double meanForegroundDice,
        Map<String, @Nullable Double> dicePerClass,
        int validationCases,
        String model,
        String report,
        Map<String, Double> seconds) {}
