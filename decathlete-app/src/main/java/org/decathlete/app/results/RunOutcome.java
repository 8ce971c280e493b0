package org.decathlete.app.results;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.decathlete.app.project.Project;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.metrics.Scores;
import org.jspecify.annotations.Nullable;

/**
 * What a run or trained folds came to.
 *
 * @param candidate id of the candidate; several that are shipped together are separated by commas
 * @param configuration the plan's configuration, such as {@code 3d_fullres}
 * @param members names of what is shipped together, with their seeds where these are not 0; one for a single model
 * @param fold which fold was trained; several are separated by commas
 * @param seed the seed; the first member's where there are several
 * @param meanForegroundDice mean Dice over the foreground classes of the validation cases, whole volumes; null where no class
 *     had a value; after finals, only of the cases that were kept aside
 * @param dicePerClass mean Dice per class
 * @param validationCases number of cases behind these figures, each judged by a fold that was not trained on it, and after finals of no say
 *     in what was chosen; but with fold {@code all} that was trained on all
 * @param selectionDice mean Dice on the validation cases that finals chose the model by, which flatters it there; null where nothing was
 *     searched
 * @param model the model's folder
 * @param report the report
 * @param seconds active seconds per stage
 * @param finals what the finals of a search came to, by which the model was chosen; null where nothing was searched
 */
public record RunOutcome(
        String candidate,
        String configuration,
        List<String> members,
        String fold,
        long seed,
        @Nullable Double meanForegroundDice,
        Map<String, @Nullable Double> dicePerClass,
        int validationCases,
        @Nullable Double selectionDice,
        String model,
        String report,
        Map<String, Double> seconds,
        @Nullable FinalsSummary finals) {

    /**
     * The outcome of folds of a candidate.
     *
     * @param folds as the command line takes them
     * @param scores of their cases
     * @param report the file
     */
    public static RunOutcome of(
            Project project, Candidate candidate, String folds, long seed, Scores scores, Path report) {
        return of(project, List.of(new CrossValidation(candidate, seed, new TreeMap<>())), folds, scores, report);
    }

    /** The outcome of a model of one or several members, with the scores of the cases that the figures are of. */
    private static RunOutcome of(
            Project project, List<CrossValidation> members, String folds, Scores scores, Path report) {
        Map<String, @Nullable Double> perClass = new LinkedHashMap<>();
        scores.means()
                .forEach((key, mean) -> perClass.put(scores.classNames().getOrDefault(key, key), orNull(mean.dice())));
        return new RunOutcome(
                joined(members, one -> one.candidate().id()),
                joined(members, one -> one.candidate().configuration()),
                members.stream().map(CrossValidation::name).toList(),
                folds,
                members.get(0).seed(),
                orNull(scores.foregroundMean().dice()),
                perClass,
                scores.cases().size(),
                null,
                project.workspace().model().toString(),
                report.toString(),
                project.ledger().seconds(),
                null);
    }

    /**
     * The outcome of what finals chose.
     *
     * @param aside the chosen one on the cases that were kept aside
     * @param folds as the command line takes them
     * @param summary what the finals came to
     * @param report the file
     */
    public static RunOutcome chosen(
            Project project, Contender aside, String folds, FinalsSummary summary, Path report) {
        RunOutcome outcome = of(project, aside.members(), folds, aside.scores(), report);
        return new RunOutcome(
                outcome.candidate,
                outcome.configuration,
                outcome.members,
                folds,
                outcome.seed,
                outcome.meanForegroundDice,
                outcome.dicePerClass,
                outcome.validationCases,
                summary.chosen().selectionDice(),
                outcome.model,
                outcome.report,
                outcome.seconds,
                summary);
    }

    private static String joined(List<CrossValidation> members, Function<CrossValidation, String> text) {
        return members.stream().map(text).distinct().collect(Collectors.joining(","));
    }

    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
