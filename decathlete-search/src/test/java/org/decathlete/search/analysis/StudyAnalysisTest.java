package org.decathlete.search.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.decathlete.search.space.Parameter.real;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.ranking.RegularizedRanking;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StudyAnalysisTest {
    private static final SearchSpace SPACE =
            SearchSpace.of(real("rate", 0, 1), real("width", 0, 1), real("dummy", 0, 1));

    @Test
    void gathersWhatAStudyOfManyTrialsShows() {
        Map<Integer, TrialTime> times = new HashMap<>();
        List<Trial> trials = study(times);
        StudyAnalysis found = analysis(trials, times);
        assertThat(found.trials()).isEqualTo(trials.size());
        assertThat(found.objectives()).containsExactly("loss", "cost");
        assertThat(found.seconds())
                .isEqualTo(times.values().stream()
                        .mapToDouble(TrialTime::ended)
                        .max()
                        .orElseThrow());
        assertThat(requireNonNull(found.hypervolume()).points()).isNotEmpty();
        assertThat(found.incumbents()).hasSize(2);
        assertThat(found.front()).isNotEmpty().allMatch(trial -> trial.values().size() == 2);
        CheapestWithin cheapest = requireNonNull(found.cheapest());
        assertThat(cheapest.chosen().values().get("cost"))
                .isLessThanOrEqualTo(cheapest.best().values().get("cost"));
        assertThat(found.importance().get(0).importance().parameters().get(0).parameter())
                .isEqualTo("rate");
        assertThat(found.importance().get(1).importance().objective()).isEqualTo("cost");
        assertThat(found.importance().get(1).importance().parameters().get(0).parameter())
                .isEqualTo("width");
        assertThat(requireNonNull(found.correlations().get(0).correlation()).value())
                .isGreaterThan(0.5);
        assertThat(found.failures().causes())
                .containsExactly(new Failures.Cause(TrialState.TIMEOUT, failed(trials), List.of("too slow")));
        for (List<Effort> efforts : List.of(found.levels(), found.origins(), found.outcomes())) {
            assertThat(efforts.stream().mapToDouble(Effort::spent).sum()).isCloseTo(found.spent(), within(1e-9));
            assertThat(efforts.stream().mapToInt(Effort::trials).sum()).isEqualTo(trials.size());
            assertThat(efforts).allMatch(effort -> effort.seconds() != null);
        }
        assertThat(found.levels()).extracting(Effort::group).startsWith("level 0, budget 1", "level 1, budget 3");
        assertThat(found.missing())
                .anyMatch(sentence -> sentence.startsWith("Importance at level 3"))
                .anyMatch(sentence -> sentence.contains("by a test: no cheaper trial"));
    }

    @Test
    void isWrittenAndReadAsJson() {
        Map<Integer, TrialTime> times = new HashMap<>();
        StudyAnalysis found = analysis(study(times), times);
        JsonMapper mapper = new JsonMapper();
        String json = mapper.writeValueAsString(found);
        assertThat(mapper.readValue(json, StudyAnalysis.class)).isEqualTo(found);
        assertThat(json).doesNotContain("NaN", "Infinity");
    }

    @Test
    void saysWhyThereIsNothing() {
        StudyAnalysis none = analysis(List.of(), Map.of());
        assertThat(none.hypervolume()).isNull();
        assertThat(none.cheapest()).isNull();
        assertThat(none.missing())
                .containsExactly(
                        "Front: no trial ended well within all limits.",
                        "Budget correlation: no continued trial ended well at two budgets.");
        StudyAnalysis one = StudyAnalysis.of(
                SPACE,
                Trials.OBJECTIVES.subList(0, 1),
                List.of(Trials.ended(0, 0.5, 1)),
                Map.of(),
                AnalysisSettings.standard());
        assertThat(one.front()).hasSize(1);
        assertThat(one.missing())
                .contains(
                        "Seconds: not all trials have times; what was spent is counted in units of budget alone.",
                        "Cheapest within a margin of the best: there is one objective, and nothing that says what is cheap.",
                        "Importance at level 0, budget 1: needs at least 20 trials that ended well; found 1.");
        assertThatThrownBy(() -> StudyAnalysis.of(SPACE, List.of(), List.of(), Map.of(), AnalysisSettings.standard()))
                .hasMessageContaining("no objectives");
        assertThatThrownBy(() -> new AnalysisSettings(-1, 0.05, 0)).hasMessageContaining("delta -1.0");
    }

    @Test
    void failuresAreCountedByCause() {
        List<Trial> trials = List.of(
                Trials.failed(0, TrialState.CRASHED, "first line\nsecond line"),
                Trials.failed(1, TrialState.CRASHED, " first line"),
                Trials.failed(2, TrialState.OUT_OF_MEMORY, ""),
                Trials.failed(3, TrialState.CRASHED, "m".repeat(300)),
                Trials.ended(4, 0.9, 1),
                Trials.failed(5, TrialState.STOPPED, "hopeless"),
                Trials.ended(
                        6, 1, null, Outcome.failed(TrialState.STOPPED, "worse").withScores(Map.of("a", 0.5))),
                Trials.running(7, 0, null));
        Failures found = Failures.of(trials, Trials.OBJECTIVES);
        assertThat(found.ended()).isEqualTo(7);
        assertThat(found.stopped()).isEqualTo(1);
        assertThat(found.beaten()).isEqualTo(1);
        assertThat(found.causes())
                .containsExactly(
                        new Failures.Cause(TrialState.OUT_OF_MEMORY, 1, List.of()),
                        new Failures.Cause(TrialState.CRASHED, 3, List.of("first line", "m".repeat(199) + "…")));
        assertThat(found.beyondLimits()).containsExactly(new Failures.BeyondLimit("loss", 0.9, 1));
    }

    private static StudyAnalysis analysis(List<Trial> trials, Map<Integer, TrialTime> times) {
        return StudyAnalysis.of(SPACE, Trials.OBJECTIVES, trials, times, AnalysisSettings.standard());
    }

    private static int failed(List<Trial> trials) {
        return (int) trials.stream().filter(trial -> trial.state().failed()).count();
    }

    /** Hyperband on a bowl whose cost is its width; one after the other, as many seconds as were added. */
    private static List<Trial> study(Map<Integer, TrialTime> times) {
        StudySettings settings =
                StudySettings.of(SPACE, Hyperband.of(1, 27, 3), Trials.OBJECTIVES.get(0), Trials.OBJECTIVES.get(1));
        assertThat(settings.preference()).isEqualTo(new Preference(Trials.OBJECTIVES, new RegularizedRanking()));
        Study study = new Study(settings);
        double clock = 0;
        List<Trial> asked = new ArrayList<>();
        for (Trial trial = study.ask().orElse(null);
                trial != null;
                trial = study.ask().orElse(null)) {
            double rate = trial.configuration().real("rate");
            double width = trial.configuration().real("width");
            double loss = Math.pow(rate - 0.3, 2) + 0.1 * (1 - width) * (0.5 + 1 / trial.budget());
            Outcome outcome = width > 0.95
                    ? Outcome.failed(TrialState.TIMEOUT, "too slow")
                    : Outcome.of(new TreeMap<>(Map.of("loss", loss, "cost", 1 + width)));
            study.tell(trial.id(), outcome);
            times.put(trial.id(), new TrialTime(clock, clock + trial.budget()));
            clock += trial.budget();
            asked.add(trial);
        }
        assertThat(asked).hasSizeGreaterThan(50);
        return study.trials();
    }
}
