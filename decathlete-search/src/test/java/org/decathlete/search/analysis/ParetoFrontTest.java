package org.decathlete.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.search.schedule.RecordedHistory;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParetoFrontTest {
    private static final List<Objective> OBJECTIVES = RecordedHistory.OBJECTIVES;

    @ParameterizedTest
    @CsvSource({
        "hpo_nas_Dataset001_BrainTumour, 18, 1.2073",
        "hpo_nas_Dataset004_Hippocampus, 14, 1.2096",
        "hpo_nas_Dataset006_Lung, 19, 1.1627",
        "hpo_hnas_Dataset003_Liver, 16, 1.1581",
        "hpo_hnas_Dataset004_Hippocampus, 9, 1.2095",
        "hpo_hnas_Dataset007_Pancreas, 15, 1.1657"
    })
    void frontAndHypervolumeOfThePublishedRuns(String name, int size, double hypervolume) {
        Path file = Golden.suite("search-histories").resolve(name + ".csv");
        List<Trial> trials = RecordedHistory.read(file).trials();
        assertThat(ParetoFront.of(trials, OBJECTIVES)).hasSize(size);
        assertThat(ParetoFront.hypervolume(trials, OBJECTIVES)).isCloseTo(hypervolume, within(6e-5));
    }

    @Test
    void aFailureIsNotOnTheFront() {
        List<Trial> trials = new RecordedHistory(
                        List.of(new RecordedHistory.Result(0.2, 1, 10), new RecordedHistory.Result(0.4, 3, 10)))
                .trials();
        Trial failed = trials.get(0).ended(Outcome.failed(TrialState.CRASHED, ""));
        assertThat(ParetoFront.of(List.of(failed, trials.get(1)), OBJECTIVES)).containsExactly(trials.get(1));
        assertThat(ParetoFront.hypervolume(trials, OBJECTIVES)).isCloseTo(1.21, within(1e-12));
        assertThat(ParetoFront.of(List.of(), OBJECTIVES)).isEmpty();
        assertThatThrownBy(() -> ParetoFront.hypervolume(trials, OBJECTIVES.subList(0, 1)))
                .hasMessageContaining("1 objectives");
    }
}
