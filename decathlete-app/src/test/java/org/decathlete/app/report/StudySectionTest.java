package org.decathlete.app.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.decathlete.search.space.Parameter.categorical;
import static org.decathlete.search.space.Parameter.real;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.decathlete.search.analysis.AnalysisSettings;
import org.decathlete.search.analysis.CheapestWithin;
import org.decathlete.search.analysis.StudyAnalysis;
import org.decathlete.search.analysis.TrialFigures;
import org.decathlete.search.analysis.TrialTime;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** A section about a study that was really run, with names that need escaping. */
class StudySectionTest {
    private static final String NASTY = "rate <b>&\"'";
    private static final StudyAnalysis ANALYSIS = analysis(true);
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
                .contains("<th scope=\"row\">" + Html.escape(NASTY) + "</th><td>"
                        + cheapest.chosen().configuration().text(NASTY) + "</td>");
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
        assertThat(StudySection.html(analysis(false)))
                .contains("Best minutes so far, by budget spent.", "Seconds: not all trials have times")
                .doesNotContain("by hours.");
    }

    @Test
    void saysWhatMattersWhatFailedAndWhereTheTimeWent() {
        assertThat(HTML)
                .contains("What 1 - Dice depends on", "What minutes depends on")
                .contains(Html.escape(NASTY) + " with kind")
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
    void isOnePageOfWellFormedHtml(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("search.html");
        List<PortfolioEntry> portfolio = List.of(
                new PortfolioEntry("D03 (hpo)", "width " + NASTY + " has no place here", 7, 27, 0.25),
                new PortfolioEntry("D10 (hpo)", "", 8, 3, null));
        StudyReport.write(file, "Search of <b>", ANALYSIS, null, portfolio);
        String html = Files.readString(file);
        assertThat(html)
                .isEqualTo(StudyReport.html("Search of <b>", ANALYSIS, null, portfolio))
                .contains("What it was started with", "D03 (hpo)</th><td>7</td><td>27</td><td>0.25</td>")
                .contains("D10 (hpo)</th><td>8</td><td>3</td><td>–</td><td></td>")
                .contains("<h1>Search of &lt;b&gt;</h1>")
                .doesNotContain("http://", "https://", "<script", "<link", "url(", "src=", "NaN", "null", "Infinity");
        String xml = html.replace("<!DOCTYPE html>", "").replaceAll("<meta([^>]*)>", "<meta$1/>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        Path sample = Path.of("target", "sample-study", "search.html");
        StudyReport.write(sample, "A search", ANALYSIS, null, List.of());
        assertThat(sample).isNotEmptyFile();
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

    @Test
    void axesAreLogarithmicWhereNumbersDifferMuch() throws IOException {
        ScatterAxis wide = ScatterAxis.holding(List.of(0.02, 15.0), 8, 0, 400);
        assertThat(wide.marks()).extracting(ScatterAxis.Mark::text).containsExactly("0.01", "0.1", "1", "10", "100");
        assertThat(wide.place(1)).isCloseTo(200, within(1e-9));
        assertThat(ScatterAxis.holding(List.of(1.0, 15.0), 8, 0, 400).logarithmic())
                .isFalse();
        assertThat(ScatterAxis.holding(List.of(0.0, 15.0), 8, 0, 400).logarithmic())
                .isFalse();
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    private static StudyAnalysis analysis(boolean timed) {
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
