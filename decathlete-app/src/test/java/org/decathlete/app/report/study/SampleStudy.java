package org.decathlete.app.report.study;

import static org.decathlete.search.space.Parameter.categorical;
import static org.decathlete.search.space.Parameter.real;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.search.analysis.AnalysisSettings;
import org.decathlete.search.analysis.StudyAnalysis;
import org.decathlete.search.analysis.TrialTime;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/** A study that was really run, with names that need escaping. */
public final class SampleStudy {
    /** Name of a parameter. */
    public static final String NASTY = "rate <b>&\"'";

    private SampleStudy() {}

    /** @param timed whether it is known when trials began and ended */
    public static StudyAnalysis analysis(boolean timed) {
        SearchSpace space = SearchSpace.of(real(NASTY, 0, 1), real("width", 0, 1), categorical("kind", "a", "b"));
        List<Objective> objectives =
                List.of(Objective.minimize("1 - Dice").failingFrom(0.9), Objective.minimize("minutes"));
        Study study = new Study(StudySettings.of(space, Hyperband.of(1, 27, 3), objectives.get(0), objectives.get(1)));
        Map<Integer, TrialTime> times = new HashMap<>();
        double clock = 0;
        for (Trial trial = study.ask().orElse(null);
                trial != null;
                trial = study.ask().orElse(null)) {
            study.tell(trial.id(), outcome(trial));
            times.put(trial.id(), new TrialTime(clock, clock + 20 * trial.budget()));
            clock += 20 * trial.budget();
        }
        return StudyAnalysis.of(
                space, objectives, study.trials(), timed ? times : Map.of(), new AnalysisSettings(0.02, 0.05, 1));
    }

    /** A bowl; the wider the better and the slower. */
    private static Outcome outcome(Trial trial) {
        double width = trial.configuration().real("width");
        if (width > 0.93) {
            return Outcome.failed(TrialState.OUT_OF_MEMORY, "heap <full>");
        }
        if (width < 0.05) {
            return Outcome.failed(TrialState.STOPPED, "no prospect");
        }
        double kind = trial.configuration().text("kind").equals("a") ? 0.05 : 0;
        double loss = 0.1
                + Math.pow(trial.configuration().real(NASTY) - 0.3, 2)
                + 0.02 * (1 - width)
                + kind
                + 0.2 / trial.budget();
        Map<String, Double> scores = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            scores.put("case_" + i, 1 - loss + 0.01 * Math.sin(i));
        }
        return Outcome.of(Map.of("1 - Dice", loss, "minutes", (1 + width) * trial.budget() / 3))
                .withScores(scores);
    }
}
