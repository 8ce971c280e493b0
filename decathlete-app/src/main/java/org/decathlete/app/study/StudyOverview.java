package org.decathlete.app.study;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.TrialRecord;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * A study and all its trials, for a person or a program to look at.
 *
 * @param study its name
 * @param about what it searches
 * @param objectives the first counts most
 * @param parameters names of what is searched
 * @param budgets of its levels, rising, in seconds or epochs
 * @param eta one in so many is promoted
 * @param seed of everything random
 * @param stopped whether workers are asked to stop
 * @param finished whether nothing is left to do
 * @param trials in the order in which they were asked for
 */
public record StudyOverview(
        String study,
        About about,
        List<String> objectives,
        List<String> parameters,
        List<Double> budgets,
        int eta,
        long seed,
        boolean stopped,
        boolean finished,
        List<Row> trials) {

    public StudyOverview {
        objectives = List.copyOf(objectives);
        parameters = List.copyOf(parameters);
        budgets = List.copyOf(budgets);
        trials = List.copyOf(trials);
    }

    /**
     * What is searched, around which candidate, and on which fold it is judged.
     *
     * @param folds that fold, and those on which trials of higher budgets are judged besides
     */
    public record About(String space, String mode, String candidate, String fold, List<String> folds) {
        public About {
            folds = List.copyOf(folds);
        }
    }

    /** A trial, whether it has ended or not; {@code source} is for those of a portfolio, {@code values} are empty unless it ended well. */
    public record Row(
            int trial,
            @Nullable Integer parent,
            int bracket,
            int level,
            double budget,
            String origin,
            @Nullable String source,
            String state,
            SortedMap<String, Double> values,
            String message,
            @Nullable String worker,
            Instant asked,
            @Nullable Instant ended,
            Configuration configuration) {
        static Row of(StudySettings settings, TrialRecord record) {
            Trial trial = record.trial();
            return new Row(
                    trial.id(),
                    trial.parent(),
                    trial.bracket(),
                    trial.level(),
                    trial.budget(),
                    trial.origin().name(),
                    Provenance.of(settings, trial),
                    trial.state().name(),
                    trial.outcome().values(),
                    trial.outcome().message(),
                    record.worker(),
                    record.asked(),
                    record.ended(),
                    trial.configuration());
        }
    }

    /** Of a study as it is now. */
    public static StudyOverview of(StoredStudy study) {
        StudySettings settings = study.settings();
        SearchPlan plan = SearchPlan.of(study.name(), settings);
        Levels levels = settings.scheduler().levels();
        return new StudyOverview(
                study.name(),
                new About(
                        plan.space().toString(),
                        plan.mode().toString(),
                        plan.candidate().id(),
                        plan.fold(),
                        plan.folds()),
                settings.preference().objectives().stream().map(Objective::name).toList(),
                settings.space().parameters().stream().map(Parameter::name).toList(),
                levels.budgets(),
                levels.eta(),
                settings.seed(),
                study.stopped(),
                study.finished(),
                study.records().stream().map(record -> Row.of(settings, record)).toList());
    }
}
