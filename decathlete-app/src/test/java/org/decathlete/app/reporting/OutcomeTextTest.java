package org.decathlete.app.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.results.RunOutcome;
import org.junit.jupiter.api.Test;

class OutcomeTextTest {
    @Test
    void afterFinalsTheCasesThatChoseAreNotCountedAmongThoseThatNobodySaw() {
        FinalsSummary finals = new FinalsSummary(
                "",
                List.of("a", "b", "c"),
                List.of("d", "e"),
                0.95,
                List.of(new FinalsSummary.Row("pair", "x + y", "", 0.9, 0.8, null, 1, null, 1)),
                "default",
                "Chosen is the pair.",
                "On the 2 cases kept aside: +0.01.",
                List.of());
        List<String> lines = OutcomeText.lines(new RunOutcome(
                "1,2",
                "3d_fullres",
                List.of("x", "y-seed1"),
                "0",
                0,
                0.8,
                Map.of("liver", 0.8),
                2,
                0.9,
                "model",
                "report",
                Map.of(),
                finals));
        assertThat(lines)
                .contains(
                        "mean foreground Dice 0.8000 on 2 cases kept aside, which neither training nor choosing saw:"
                                + " liver 0.8000",
                        "mean foreground Dice 0.9000 on the 3 cases that chose the model, which flatters it there",
                        "shipped together: x, y-seed1",
                        finals.gain())
                .noneMatch(line -> line.contains("never saw"));
    }
}
