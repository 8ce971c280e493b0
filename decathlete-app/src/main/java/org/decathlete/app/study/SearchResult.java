package org.decathlete.app.study;

import java.util.List;
import java.util.Optional;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * What a search has come to.
 *
 * @param study its name
 * @param store where it is, without a password
 * @param ending why the command ended
 * @param trials how many there are, over all commands and workers
 * @param evaluated how many of them this command has evaluated
 * @param objectives by which the front is one; the first counts most
 * @param best of the highest budget that any trial reached; null while none ended well
 * @param standard the default at the highest budget; null while it has not ended well
 * @param gain of the best over the default; null where one of them is missing or both are the same
 * @param within how much worse than the best a cheaper trial may be
 * @param cheapest of those; null while no trial ended well
 * @param front trials that no other is better than in everything, best first
 * @param report page with all that can be told
 * @param finals what the finals came to; null where none were asked for
 */
public record SearchResult(
        String study,
        String store,
        Ending ending,
        int trials,
        int evaluated,
        List<String> objectives,
        @Nullable TrialSummary best,
        @Nullable TrialSummary standard,
        @Nullable Gain gain,
        double within,
        @Nullable TrialSummary cheapest,
        List<TrialSummary> front,
        String report,
        @Nullable FinalsSummary finals) {
    /** How much worse than the best a cheaper trial may be. */
    public static final double WITHIN = 0.005;

    public SearchResult {
        objectives = List.copyOf(objectives);
        front = List.copyOf(front);
    }

    static SearchResult of(
            SearchStudy study, StudyFindings findings, String store, Ending ending, int evaluated, String report) {
        Optional<Trial> best = findings.best();
        Optional<Trial> standard = findings.standard();
        Optional<Gain> gain = best.filter(trial -> standard.isPresent()
                        && !trial.configuration().equals(standard.get().configuration()))
                .flatMap(trial -> Gain.of(trial, standard.orElseThrow()));
        return new SearchResult(
                study.stored().name(),
                store,
                ending,
                findings.trials().size(),
                evaluated,
                findings.objectives().stream()
                        .map(objective -> objective.name())
                        .toList(),
                summary(study, best),
                summary(study, standard),
                gain.orElse(null),
                WITHIN,
                summary(study, findings.cheapest(WITHIN)),
                findings.front().stream()
                        .map(trial -> TrialSummary.of(study, trial))
                        .toList(),
                report,
                null);
    }

    /** The same with what the finals came to. */
    public SearchResult with(FinalsSummary summary) {
        return new SearchResult(
                study,
                store,
                ending,
                trials,
                evaluated,
                objectives,
                best,
                standard,
                gain,
                within,
                cheapest,
                front,
                report,
                summary);
    }

    private static @Nullable TrialSummary summary(SearchStudy study, Optional<Trial> trial) {
        return trial.map(one -> TrialSummary.of(study, one)).orElse(null);
    }
}
