package org.decathlete.search.analysis;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.decathlete.search.importance.Importance;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a study has shown, as plain data that Jackson writes and reads. What the trials do not suffice for is empty or null,
 * and {@code missing} says why.
 *
 * @param objectives their names; the first counts most
 * @param trials how many were asked for
 * @param configurations how many of them started from nothing
 * @param spent by all trials that ended, in units of budget
 * @param seconds from the begin of the study to the last end of a trial; null where times are unknown
 * @param results every trial that ended well and within all limits
 * @param front those that none dominates, by the first objective; see {@link ParetoFront}
 * @param hypervolume of the front over time
 * @param incumbents best figure over time, per objective
 * @param cheapest of those whose figure is close to the best
 * @param cheapestByTest of those that a test shows to be close to the best
 * @param importance of parameters, per level with enough trials and per objective
 * @param correlations of the first objective between levels
 * @param failures by cause
 * @param levels where the time went, by level
 * @param origins the same by origin of the configuration
 * @param outcomes the same by how trials ended
 * @param missing a sentence for each part that could not be had
 */
public record StudyAnalysis(
        List<String> objectives,
        int trials,
        int configurations,
        double spent,
        @Nullable Double seconds,
        List<Result> results,
        List<TrialFigures> front,
        @Nullable HypervolumeCurve hypervolume,
        List<IncumbentCurve> incumbents,
        @Nullable CheapestWithin cheapest,
        @Nullable CheapestWithin cheapestByTest,
        List<LevelImportance> importance,
        List<BudgetCorrelation> correlations,
        Failures failures,
        List<Effort> levels,
        List<Effort> origins,
        List<Effort> outcomes,
        List<String> missing) {

    public StudyAnalysis {
        objectives = List.copyOf(objectives);
        results = List.copyOf(results);
        front = List.copyOf(front);
        incumbents = List.copyOf(incumbents);
        importance = List.copyOf(importance);
        correlations = List.copyOf(correlations);
        levels = List.copyOf(levels);
        origins = List.copyOf(origins);
        outcomes = List.copyOf(outcomes);
        missing = List.copyOf(missing);
    }

    /** A trial's figures alone. */
    public record Result(int trial, int level, SortedMap<String, Double> values) {}

    /** Importance among the trials of one level. */
    public record LevelImportance(int level, double budget, Importance importance) {}

    /**
     * Looks at everything.
     *
     * @param objectives at least one; the first counts most, the second is what "cheap" means
     * @param trials of one study, in the order of their ids; running ones are counted, and no more
     * @param times by the trials' ids; empty where they are unknown
     */
    public static StudyAnalysis of(
            SearchSpace space,
            List<Objective> objectives,
            List<Trial> trials,
            Map<Integer, TrialTime> times,
            AnalysisSettings settings) {
        return new StudyReview(space, objectives, trials, times, settings).analysis();
    }
}
