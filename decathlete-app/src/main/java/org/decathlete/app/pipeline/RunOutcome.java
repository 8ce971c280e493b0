package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.decathlete.app.report.FinalsSummary;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.metrics.Scores;
import org.jspecify.annotations.Nullable;

/**
 * What a run or trained folds came to.
 *
 * @param candidate id of the candidate
 * @param configuration the plan's configuration, such as {@code 3d_fullres}
 * @param fold which fold was trained; several are separated by commas
 * @param seed the seed
 * @param meanForegroundDice mean Dice over the foreground classes of the validation cases, whole volumes; null where no class
 *     had a value
 * @param dicePerClass mean Dice per class
 * @param validationCases number of cases behind these figures, each judged by a fold that was not trained on it; but with fold
 *     {@code all} that was trained on all
 * @param model the model's folder
 * @param report the report
 * @param seconds active seconds per stage
 * @param finals what the finals of a search came to, by which the model was chosen; null where nothing was searched
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
        Map<String, Double> seconds,
        @Nullable FinalsSummary finals) {

    /** Where nothing was searched. */
    public RunOutcome(
            String candidate,
            String configuration,
            String fold,
            long seed,
            @Nullable Double meanForegroundDice,
            Map<String, @Nullable Double> dicePerClass,
            int validationCases,
            String model,
            String report,
            Map<String, Double> seconds) {
        this(
                candidate,
                configuration,
                fold,
                seed,
                meanForegroundDice,
                dicePerClass,
                validationCases,
                model,
                report,
                seconds,
                null);
    }

    /** The outcome of folds of a candidate, with the scores of their cases. */
    static RunOutcome of(Project project, Candidate candidate, String folds, long seed, Scores scores, Path report) {
        Map<String, @Nullable Double> perClass = new LinkedHashMap<>();
        scores.means()
                .forEach((key, mean) -> perClass.put(scores.classNames().getOrDefault(key, key), orNull(mean.dice())));
        return new RunOutcome(
                candidate.id(),
                candidate.configuration(),
                folds,
                seed,
                orNull(scores.foregroundMean().dice()),
                perClass,
                scores.cases().size(),
                project.workspace().model().toString(),
                report.toString(),
                project.ledger().seconds());
    }

    /** The same, chosen by finals. */
    RunOutcome with(FinalsSummary summary) {
        return new RunOutcome(
                candidate,
                configuration,
                fold,
                seed,
                meanForegroundDice,
                dicePerClass,
                validationCases,
                model,
                report,
                seconds,
                summary);
    }

    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
