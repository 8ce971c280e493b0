package org.decathlete.app.report.study;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.search.space.Parameter.real;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decathlete.app.report.html.Html;
import org.decathlete.search.analysis.AnalysisSettings;
import org.decathlete.search.analysis.CheapestWithin;
import org.decathlete.search.analysis.StudyAnalysis;
import org.decathlete.search.analysis.TrialFigures;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class StudySectionTest {
    private static final StudyAnalysis ANALYSIS = SampleStudy.analysis(true);
    private static final String HTML = StudySection.html(ANALYSIS);

    @Test
    void saysWhatWasChosenAndWhy() {
        CheapestWithin cheapest = requireNonNull(ANALYSIS.cheapest());
        assertThat(cheapest.chosen()).isNotEqualTo(cheapest.best());
        assertThat(HTML)
                .contains("The cheapest within 0.02 of the best 1 - Dice: trial "
                        + cheapest.chosen().trial() + " with ")
                .contains("The best is trial " + cheapest.best().trial() + " with ")
                .contains("The cheapest that a test of the cases shows to be within 0.02 of the best (at 5 %, corrected"
                        + " for ")
                .contains("<th scope=\"row\">" + Html.escape(SampleStudy.NASTY) + "</th><td>"
                        + cheapest.chosen().configuration().text(SampleStudy.NASTY) + "</td>");
    }

    @Test
    void drawsTheTrialsTheFrontAndTheChosenOne() {
        String chart = HTML.substring(HTML.indexOf("Trials and their front"));
        chart = chart.substring(0, chart.indexOf("</svg>"));
        assertThat(count(chart, "class=\"dot\"")).isEqualTo(ANALYSIS.results().size());
        assertThat(count(chart, "class=\"front\"")).isEqualTo(ANALYSIS.front().size());
        assertThat(count(chart, "class=\"chosen\"")).isEqualTo(1);
        Matcher ring = Pattern.compile("class=\"chosen\" r=\"8\" cx=\"([\\d.]+)\" cy=\"([\\d.]+)\"")
                .matcher(chart);
        assertThat(ring.find()).isTrue();
        // The ring is around one of the front's points.
        assertThat(chart).contains("class=\"front\" r=\"4\" cx=\"" + ring.group(1) + "\" cy=\"" + ring.group(2) + "\"");
        for (TrialFigures trial : ANALYSIS.front()) {
            assertThat(HTML).contains("<tr><th scope=\"row\">" + trial.trial() + "</th>");
        }
    }

    @Test
    void drawsWhatHappenedOverTime() {
        // Hypervolume over budget and time, the best of two objectives over time; the front; two budgets.
        assertThat(count(HTML, "<svg")).isEqualTo(2 + 2 + 1 + 1);
        assertThat(count(HTML, "role=\"img\" aria-label=\"[^\"]{20}")).isEqualTo(6);
        assertThat(HTML).contains("Hypervolume of the front, by budget spent.", "Hypervolume of the front, by hours.");
        assertThat(StudySection.html(SampleStudy.analysis(false)))
                .contains("Best minutes so far, by budget spent.", "Seconds: not all trials have times")
                .doesNotContain("by hours.");
    }

    @Test
    void saysWhatMattersWhatFailedAndWhereTheTimeWent() {
        assertThat(HTML)
                .contains("What 1 - Dice depends on", "What minutes depends on")
                .contains(Html.escape(SampleStudy.NASTY) + " with kind")
                .contains("Level 0 and level 1", "Rank correlation")
                .contains("Out of memory</th><td>", "heap &lt;full&gt;")
                .containsPattern("Ended at half of the budget[^<]*</th><td>[1-9]")
                .containsPattern("Stopped \\(\\d+ trials?\\)")
                .contains("By budget", "Level 0, budget 1 (", "By how trials ended", "Ok (")
                .contains("Importance at level 3")
                .contains("1 - Dice from ", "and the reference at ");
    }

    @Test
    void saysOnHowManyFoldsTrialsWereJudgedAndWhoWasBeaten() {
        List<Trial> trials = List.of(
                trial(0, Outcome.of(Map.of("loss", 0.25, "cost", 3.0, Outcome.FOLDS, 2.0))),
                trial(
                        1,
                        Outcome.failed(TrialState.STOPPED, "after 1 of 2 folds").withScores(Map.of("case", 0.5))));
        String html = StudySection.html(StudyAnalysis.of(
                SearchSpace.of(real("x", 0, 1)),
                List.of(Objective.minimize("loss"), Objective.minimize("cost")),
                trials,
                Map.of(),
                AnalysisSettings.standard()));
        assertThat(html)
                .contains("<th>Origin</th><th>Folds</th>", "<td>Random</td><td>2</td>", "at budget 9 on 2 folds")
                .containsPattern("Ended on the first folds[^<]*</th><td>1<")
                .doesNotContain("Ended at half of the budget");
        assertThat(HTML).doesNotContain("<th>Folds</th>", "Ended on the first folds");
    }

    private static Trial trial(int id, Outcome outcome) {
        return Trial.running(id, Configuration.of(Map.of("x", 0.5)), Origin.RANDOM, 0, 2, 9, null)
                .ended(outcome);
    }

    @Test
    void isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(StudySection.html(ANALYSIS)).isEqualTo(HTML);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertThat(StudySection.html(null)).isEmpty();
        StudyAnalysis none = StudyAnalysis.of(
                SearchSpace.of(real("x", 0, 1)),
                List.of(Objective.minimize("loss")),
                List.of(),
                Map.of(),
                AnalysisSettings.standard());
        assertThat(StudySection.html(none))
                .contains("Front: no trial ended well within all limits.")
                .doesNotContain("<svg", "The chosen trial", "Failures");
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }
}
