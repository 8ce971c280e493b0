package org.decathlete.app.study;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.app.report.study.PortfolioEntry;
import org.decathlete.app.tune.CandidateCost;
import org.decathlete.search.analysis.AnalysisSettings;
import org.decathlete.search.analysis.CheapestWithin;
import org.decathlete.search.analysis.ParetoFront;
import org.decathlete.search.analysis.StudyAnalysis;
import org.decathlete.search.analysis.TrialTime;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.TrialRecord;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/** What the trials of a study say. Where the study weighs nothing against the loss, the multiply-adds of prediction say what is cheap. */
public final class StudyFindings {
    private final StoredStudy study;
    private final List<TrialRecord> records;
    private final List<Trial> trials;

    private StudyFindings(StoredStudy study) {
        this.study = study;
        this.records = study.records();
        this.trials = records.stream().map(TrialRecord::trial).toList();
    }

    /** Of a study as it is now. */
    public static StudyFindings of(StoredStudy study) {
        return new StudyFindings(study);
    }

    /** All trials so far. */
    public List<Trial> trials() {
        return trials;
    }

    /** The best of the highest budget that has any. */
    public Optional<Trial> best() {
        return study.best();
    }

    /** The cheapest that is at most so much worse than the best. */
    public Optional<Trial> cheapest(double within) {
        return CheapestWithin.byFigures(trials, objectives(), within)
                .map(found -> trials.get(found.chosen().trial()));
    }

    /** Those that none dominates, best first. */
    public List<Trial> front() {
        return ParetoFront.of(trials, objectives());
    }

    /** The configuration that was given, trained up to the highest budget, as far as it ended well. */
    public Optional<Trial> standard() {
        return trials.stream()
                .filter(trial -> trial.origin() == Origin.GIVEN && trial.state() == TrialState.OK)
                .max(Comparator.comparingInt(Trial::level));
    }

    /** Everything, for the report. */
    public StudyAnalysis analysis() {
        return StudyAnalysis.of(study.settings().space(), objectives(), trials, times(), AnalysisSettings.standard());
    }

    /** What became of the configurations that the study was started with, in the order in which they were proposed. */
    public List<PortfolioEntry> portfolio() {
        StudySettings settings = study.settings();
        Map<Suggestion, Trial> furthest = new LinkedHashMap<>();
        trials.forEach(trial -> Provenance.suggestion(settings, trial)
                .ifPresent(suggestion -> furthest.merge(suggestion, trial, StudyFindings::further)));
        Objective loss = settings.preference().objectives().get(0);
        return furthest.entrySet().stream()
                .map(entry -> new PortfolioEntry(
                        entry.getKey().source(),
                        entry.getKey().remark(),
                        entry.getValue().id(),
                        entry.getValue().budget(),
                        entry.getValue().outcome().values().get(loss.name())))
                .toList();
    }

    /** The one at the higher level; a trial that was stopped on the way there says less than the one that it continued. */
    private static Trial further(Trial one, Trial other) {
        Comparator<Trial> order = Comparator.comparing((Trial trial) -> trial.state() != TrialState.STOPPED)
                .thenComparingInt(Trial::level);
        return order.compare(other, one) > 0 ? other : one;
    }

    /** The study's, and something that says what is cheap. */
    public List<Objective> objectives() {
        List<Objective> own = study.settings().preference().objectives();
        boolean counted = trials.stream()
                .filter(trial -> trial.state() == TrialState.OK)
                .allMatch(trial -> trial.outcome().values().containsKey(CandidateCost.MULTIPLY_ADDS_PER_VOXEL));
        if (own.size() > 1 || !counted) {
            return own;
        }
        List<Objective> both = new ArrayList<>(own);
        both.add(Objective.minimize(CandidateCost.MULTIPLY_ADDS_PER_VOXEL));
        return both;
    }

    private Map<Integer, TrialTime> times() {
        Map<Integer, TrialTime> times = new HashMap<>();
        Instant begin = records.stream()
                .map(TrialRecord::asked)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        for (TrialRecord record : records) {
            Instant ended = record.ended();
            if (ended != null) {
                double asked = seconds(begin, record.asked());
                times.put(record.trial().id(), new TrialTime(asked, Math.max(asked, seconds(begin, ended))));
            }
        }
        return times;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
