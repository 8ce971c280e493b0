package org.decathlete.search.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.decathlete.search.importance.Importance;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.statistics.SpearmanCorrelation;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.jspecify.annotations.Nullable;

/** Puts a {@link StudyAnalysis} together and notes what is missing. */
final class StudyReview {
    private final SearchSpace space;
    private final List<Objective> objectives;
    private final List<Trial> trials;
    private final Map<Integer, TrialTime> times;
    private final AnalysisSettings settings;
    private final List<String> missing = new ArrayList<>();

    StudyReview(
            SearchSpace space,
            List<Objective> objectives,
            List<Trial> trials,
            Map<Integer, TrialTime> times,
            AnalysisSettings settings) {
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("no objectives; give at least one");
        }
        this.space = space;
        this.objectives = objectives;
        this.trials = trials;
        this.times = times;
        this.settings = settings;
    }

    StudyAnalysis analysis() {
        Timeline timeline = Timeline.of(trials, times);
        List<Timeline.Moment> moments = timeline.moments();
        Timeline.@Nullable Moment last = moments.isEmpty() ? null : moments.get(moments.size() - 1);
        List<Timeline.Moment> byLevel = moments.stream()
                .sorted(Comparator.comparingInt(moment -> moment.trial().level()))
                .toList();
        List<Trial> feasible = Feasible.of(trials, objectives);
        @Nullable
        HypervolumeCurve hypervolume =
                orNote(HypervolumeCurve.of(timeline, objectives), "Front: no trial ended well within all limits.");
        if (last != null && last.seconds() == null) {
            missing.add("Seconds: not all trials have times; what was spent is counted in units of budget alone.");
        }
        return new StudyAnalysis(
                objectives.stream().map(Objective::name).toList(),
                trials.size(),
                (int) trials.stream().filter(trial -> trial.parent() == null).count(),
                last == null ? 0 : last.spent(),
                last == null ? null : last.seconds(),
                feasible.stream()
                        .map(trial -> new StudyAnalysis.Result(
                                trial.id(), trial.level(), trial.outcome().values()))
                        .toList(),
                ParetoFront.of(feasible, objectives).stream()
                        .map(TrialFigures::of)
                        .toList(),
                hypervolume,
                IncumbentCurve.all(timeline, objectives),
                feasible.isEmpty() ? null : cheapest(),
                feasible.isEmpty() ? null : cheapestByTest(),
                importance(),
                correlations(),
                Failures.of(trials, objectives),
                Effort.by(StudyReview::level, byLevel, times),
                Effort.by(trial -> trial.origin().name(), moments, times),
                Effort.by(trial -> trial.state().name(), moments, times),
                missing);
    }

    private @Nullable CheapestWithin cheapest() {
        return orNote(
                CheapestWithin.byFigures(trials, objectives, settings.delta()),
                "Cheapest within a margin of the best: there is one objective, and nothing that says what is cheap.");
    }

    private @Nullable CheapestWithin cheapestByTest() {
        if (objectives.size() < 2) {
            return null;
        }
        return orNote(
                CheapestWithin.byTest(trials, objectives, settings.delta(), settings.significance()),
                "Cheapest within a margin of the best, by a test: no cheaper trial was scored on enough of the cases that the"
                        + " best was scored on.");
    }

    private List<StudyAnalysis.LevelImportance> importance() {
        Map<Integer, List<Trial>> byLevel = new TreeMap<>();
        trials.stream()
                .filter(trial -> trial.state() == TrialState.OK)
                .forEach(trial -> byLevel.computeIfAbsent(trial.level(), key -> new ArrayList<>())
                        .add(trial));
        List<StudyAnalysis.LevelImportance> found = new ArrayList<>();
        byLevel.forEach((level, there) -> {
            if (there.size() < Importance.FEWEST_TRIALS) {
                missing.add("Importance at " + level(there.get(0)) + ": needs at least " + Importance.FEWEST_TRIALS
                        + " trials that ended well; found " + there.size() + ".");
                return;
            }
            for (Objective objective : objectives) {
                @Nullable
                Importance importance = orNote(
                        Importance.of(space, there, objective, settings.seed()),
                        "Importance for " + objective.name() + " at " + level(there.get(0))
                                + ": all trials are alike there, in their figures or in their parameters.");
                if (importance != null) {
                    found.add(new StudyAnalysis.LevelImportance(
                            level, there.get(0).budget(), importance));
                }
            }
        });
        return found;
    }

    private List<BudgetCorrelation> correlations() {
        List<BudgetCorrelation> found = BudgetCorrelation.all(trials, objectives.get(0));
        if (found.isEmpty()) {
            missing.add("Budget correlation: no continued trial ended well at two budgets.");
        }
        for (BudgetCorrelation one : found) {
            if (one.correlation() == null) {
                missing.add("Budget correlation of levels " + one.low() + " and " + one.high() + ": needs at least "
                        + SpearmanCorrelation.FEWEST_PAIRS + " pairs with different figures; found "
                        + one.pairs().size() + ".");
            }
        }
        return found;
    }

    private <T> @Nullable T orNote(Optional<T> found, String sentence) {
        if (found.isEmpty()) {
            missing.add(sentence);
        }
        return found.orElse(null);
    }

    private static String level(Trial trial) {
        return "level " + trial.level() + ", budget "
                + new BigDecimal(trial.budget())
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
