package org.decathlete.search.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.decathlete.search.space.Parameter.real;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.search.schedule.RecordedHistory;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published runs of golden/search-histories: their fronts, hypervolumes, incumbents and failures as the reference has them. */
class RecordedAnalysisTest {
    /** Fronts and hypervolumes were published without a limit. */
    private static final List<Objective> WITHOUT_LIMITS =
            List.of(Objective.minimize("loss"), Objective.minimize("hours"));

    @ParameterizedTest
    @CsvSource({
        "hpo_nas_Dataset001_BrainTumour, 18, 1.2073, 25.55, 23.69, 187, 11, 476.3, 1.9",
        "hpo_nas_Dataset002_Heart, 20, 1.2080, 6.47, 8.09, 182, 23, 205.3, 3.4",
        "hpo_nas_Dataset003_Liver, 20, 1.1738, 19.64, 15.70, 121, 16, 199.2, 0",
        "hpo_nas_Dataset004_Hippocampus, 14, 1.2096, 10.54, 3.00, 121, 16, 80.9, 23.5",
        "hpo_nas_Dataset005_Prostate, 14, 1.2041, 24.77, 6.18, 121, 16, 149.3, 7.3",
        "hpo_nas_Dataset006_Lung, 19, 1.1627, 30.81, 6.90, 187, 85, 196.0, 0",
        "hpo_nas_Dataset007_Pancreas, 14, 1.1797, 32.95, 7.64, 121, 79, 169.0, 2.6",
        "hpo_hnas_Dataset001_BrainTumour, 14, 1.2068, 25.65, 4.61, 179, 16, 292.9, 3.5",
        "hpo_hnas_Dataset002_Heart, 20, 1.2082, 6.61, 7.44, 0, 19, 166.0, 0",
        "hpo_hnas_Dataset003_Liver, 16, 1.1581, 20.55, 5.98, 0, 18, 132.8, 0",
        "hpo_hnas_Dataset004_Hippocampus, 9, 1.2095, 10.75, 0.06, 137, 9, 48.0, 26.8",
        "hpo_hnas_Dataset005_Prostate, 21, 1.1996, 25.13, 2.03, 158, 19, 121.5, 3.0",
        "hpo_hnas_Dataset006_Lung, 11, 1.1758, 30.27, 11.72, 174, 85, 176.4, 0",
        "hpo_hnas_Dataset007_Pancreas, 15, 1.1657, 32.17, 10.22, 174, 78, 146.3, 1.7"
    })
    void publishedFigures(
            String name,
            int front,
            double hypervolume,
            double error,
            double hours,
            int trial,
            int failing,
            double hoursInAll,
            double faster) {
        List<Trial> trials = trials(name);
        StudyAnalysis found = analysis(trials, WITHOUT_LIMITS, 0);
        assertThat(found.front()).hasSize(front);
        assertThat(requireNonNull(found.hypervolume()).points())
                .last()
                .satisfies(point -> assertThat(point.value()).isCloseTo(hypervolume, within(6e-5)));
        TrialFigures best = requireNonNull(found.cheapest()).best();
        assertThat(best.trial()).isEqualTo(trial).isEqualTo(found.front().get(0).trial());
        assertThat(100 * value(best, "loss")).isCloseTo(error, within(0.0051));
        assertThat(value(best, "hours")).isCloseTo(hours, within(0.0051));
        assertThat(requireNonNull(found.seconds()) / 3600).isCloseTo(hoursInAll, within(0.051));
        assertThat(found.incumbents().get(0).points())
                .last()
                .satisfies(point -> assertThat(point.trial()).isEqualTo(trial));
        Failures failures = Failures.of(trials, RecordedHistory.OBJECTIVES);
        assertThat(failures.beyondLimits()).containsExactly(new Failures.BeyondLimit("loss", 0.95, failing));
        if (faster > 0) {
            // The cheapest that is no worse than the default: within the default's distance to the best.
            double delta = loss(trials.get(0)) - value(best, "loss");
            TrialFigures chosen = requireNonNull(
                            analysis(trials, WITHOUT_LIMITS, delta + 1e-12).cheapest())
                    .chosen();
            double ratio = hours(trials.get(0)) / value(chosen, "hours");
            assertThat(ratio).isCloseTo(faster, within(0.051));
        }
    }

    @Test
    void incumbentsOfTheHippocampusOverTime() {
        // Hours on the clock and error in per cent, as they were published; the default comes first.
        double[][] expected = {{8.83, 10.893}, {13.04, 10.674}, {15.95, 10.598}, {20.03, 10.541}};
        List<CurvePoint> found = analysis(trials("hpo_nas_Dataset004_Hippocampus"), WITHOUT_LIMITS, 0)
                .incumbents()
                .get(0)
                .points();
        assertThat(found).hasSize(expected.length + 1);
        for (int i = 0; i < expected.length; i++) {
            CurvePoint point = found.get(i + 1);
            assertThat(requireNonNull(point.seconds()) / 3600).isCloseTo(expected[i][0], within(0.006));
            assertThat(100 * point.value()).isCloseTo(expected[i][1], within(0.0006));
        }
    }

    @Test
    void frontOfTheHippocampus() {
        double[][] expected = {
            {10.541, 3.000}, {10.598, 0.992}, {10.674, 0.340}, {10.711, 0.240}, {10.738, 0.213}, {10.867, 0.072},
            {11.185, 0.048}, {11.726, 0.039}, {11.947, 0.028}, {12.025, 0.026}, {12.235, 0.021}, {12.902, 0.020}
        };
        List<TrialFigures> front = analysis(trials("hpo_nas_Dataset004_Hippocampus"), WITHOUT_LIMITS, 0)
                .front();
        for (int i = 0; i < expected.length; i++) {
            assertThat(100 * value(front.get(i), "loss")).isCloseTo(expected[i][0], within(0.0006));
            assertThat(value(front.get(i), "hours")).isCloseTo(expected[i][1], within(0.0006));
        }
    }

    @Test
    void limitsTakeFailingTrialsOffTheFront() {
        int ran = 0;
        List<Path> files = Golden.files(Golden.suite("search-histories"), ".csv");
        for (Path file : files) {
            StudyAnalysis found = analysis(RecordedHistory.read(file).trials(), RecordedHistory.OBJECTIVES, 0);
            assertThat(found.front()).isNotEmpty().allMatch(trial -> value(trial, "loss") < 0.95);
            ran++;
        }
        Golden.report("search-histories", ran, files.size());
        assertThat(ran).isPositive();
    }

    private static List<Trial> trials(String name) {
        return RecordedHistory.read(Golden.file("search-histories", name + ".csv"))
                .trials();
    }

    /** The trials ran one after the other; the clock is the sum of their runtimes. */
    private static StudyAnalysis analysis(List<Trial> trials, List<Objective> objectives, double delta) {
        Map<Integer, TrialTime> times = new HashMap<>();
        double clock = 0;
        for (Trial trial : trials) {
            times.put(trial.id(), new TrialTime(clock, clock + 3600 * hours(trial)));
            clock += 3600 * hours(trial);
        }
        // The configurations were not recorded; each has its number instead.
        return StudyAnalysis.of(
                SearchSpace.of(real("x", 0, 200)), objectives, trials, times, new AnalysisSettings(delta, 0.05, 0));
    }

    private static double value(TrialFigures trial, String objective) {
        return requireNonNull(trial.values().get(objective));
    }

    private static double loss(Trial trial) {
        return requireNonNull(trial.outcome().values().get("loss"));
    }

    private static double hours(Trial trial) {
        return requireNonNull(trial.outcome().values().get("hours"));
    }
}
