package org.decathlete.app.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Scores;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportWriterTest {
    private static final ReportContent CONTENT = SampleReport.content();
    private static final String HTML = ReportWriter.html(CONTENT);

    @Test
    void needsNothingFromOutside() {
        assertThat(HTML).doesNotContain("http://", "https://", "<script", "<link", "url(", "@import", "src=");
        Matcher links = Pattern.compile("href=\"([^\"]{0,40})").matcher(HTML);
        while (links.find()) {
            assertThat(links.group(1)).startsWith("data:image/png;base64,");
        }
    }

    @Test
    void escapesEveryText() {
        assertThat(HTML).contains(Html.escape(SampleReport.NASTY));
        assertThat(HTML).doesNotContain("alert(\"").contains("Task04 &lt;Hippocampus&gt;", "Anterior &amp; head");
        assertThat(Html.escape("a<b>&\"'\u0000\ud800ü")).isEqualTo("a&lt;b&gt;&amp;&quot;&#39;\ufffd\ufffdü");
    }

    @Test
    void isWellFormed() throws Exception {
        String xml = HTML.replace("<!DOCTYPE html>", "")
                .replaceAll("<meta([^>]*)>", "<meta$1/>")
                .replace("<details open>", "<details>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void saysEverythingItWasGiven() {
        Scores scores = requireNonNull(CONTENT.scores());
        for (CaseScores one : scores.cases()) {
            assertThat(HTML).contains(Html.escape(one.id()));
        }
        for (List<Fact> facts : List.of(
                CONTENT.request(),
                CONTENT.data(),
                CONTENT.plan(),
                CONTENT.training(),
                CONTENT.hardware(),
                CONTENT.provenance())) {
            for (Fact fact : facts) {
                assertThat(HTML).contains(Html.escape(fact.name()), Html.escape(fact.value()));
            }
        }
        CONTENT.explanations().forEach(sentence -> assertThat(HTML).contains(Html.escape(sentence)));
        CONTENT.findings().forEach(sentence -> assertThat(HTML).contains(Html.escape(sentence)));
        assertThat(HTML)
                .contains(
                        "x.nii.gz is broken",
                        "Posterior missed in: case_105",
                        "train_1, train_2",
                        "No case of the one list is in the other.");
        assertThat(HTML)
                .contains(Numbers.ratio(scores.foregroundMean().dice()))
                .contains(scores.settings().definition().description());
    }

    @Test
    void afterFinalsTheFirstFigureIsOfTheCasesKeptAside() {
        String header = HTML.substring(HTML.indexOf("<dl class=\"figures\">"), HTML.indexOf("</header>"));
        assertThat(header)
                .startsWith("<dl class=\"figures\">\n<div><dt>Dice, cases kept aside</dt><dd>"
                        + Numbers.ratio(0.88456) + "</dd></div>\n<div><dt>Dice, cases that chose</dt><dd>"
                        + Numbers.ratio(0.89123))
                .doesNotContain("Mean Dice");
    }

    @Test
    void finalsStandBeforeTheSelection() {
        assertThat(HTML.indexOf("id=\"finals\"")).isBetween(1, HTML.indexOf("id=\"selection\""));
    }

    @Test
    void showsWhatWasComparedChosenAndGained() {
        String section = HTML.substring(HTML.indexOf("id=\"selection\""), HTML.indexOf("id=\"results\""));
        assertThat(section)
                .contains("The pair has the highest mean foreground Dice.")
                .contains(
                        "2d-0123 + 3d_fullres-4567 &lt;pair&gt; – chosen</th><td class=\"main\">0.8912 (0.8854 to 0.8967)")
                .contains("<td>0.0013 (-0.0004 to 0.0031)</td><td>0.8982</td><td>–</td>")
                .contains("0.8912 without, 0.8934 with it (+0.0022)")
                .contains("Posterior alone: 0.0004 lower", "3d_lowres: folds 1 are not finished.", "folds 0,1");
        // What has no value has no place on the chart; intervals lie where the figures are.
        assertThat(Pattern.compile("class=\"estimate\"")
                        .matcher(section)
                        .results()
                        .count())
                .isEqualTo(2);
        Matcher at = Pattern.compile("class=\"interval\" d=\"M([\\d.]+) \\d+H([\\d.]+)\"/><circle[^>]* cx=\"([\\d.]+)")
                .matcher(section);
        assertThat(at.find()).isTrue();
        double share = (Double.parseDouble(at.group(3)) - Double.parseDouble(at.group(1)))
                / (Double.parseDouble(at.group(2)) - Double.parseDouble(at.group(1)));
        assertThat(share).isCloseTo((0.8912 - 0.8854) / (0.8967 - 0.8854), within(0.01));
    }

    @Test
    void drawsCurvesSlicesAndDistribution() {
        assertThat(count("<svg")).isEqualTo(3 + 1 + 1 + 6);
        assertThat(count("role=\"img\" aria-label=\"[^\"]{20}")).isEqualTo(11);
        assertThat(count("class=\"line ")).isEqualTo(6);
        assertThat(count("class=\"dot\"")).isEqualTo(48);
        assertThat(count("path class=\"reference\" d=\"M")).isEqualTo(6);
    }

    @Test
    void showsTheWorstCaseFirst() {
        Scores scores = requireNonNull(CONTENT.scores());
        List<CaseScores> sorted = scores.cases().stream()
                .sorted(Comparator.comparingDouble(CaseScores::meanDice))
                .toList();
        assertThat(sorted.get(0).id()).isEqualTo("case_105");
        assertThat(sorted.get(0).meanDice()).isLessThan(sorted.get(1).meanDice());
        String table = HTML.substring(HTML.indexOf("Every case, the worst first"), HTML.indexOf("id=\"worst\""));
        assertThat(table.indexOf("case_105"))
                .isLessThan(table.indexOf(Html.escape(sorted.get(1).id())));
    }

    @Test
    void isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(ReportWriter.html(CONTENT)).isEqualTo(HTML);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void leavesOutWhatThereIsNot() {
        ReportContent empty = new ReportContent(
                "t",
                "s",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                LearningCurves.none(),
                null,
                null,
                null,
                List.of(),
                new CaseUse("", List.of(), List.of()),
                List.of(),
                List.of(),
                List.of());
        assertThat(ReportWriter.html(empty)).doesNotContain("<section", "<svg").contains("<h1>t</h1>");
    }

    @Test
    void isOneFile() throws IOException {
        Path file = Path.of("target", "sample-report", "report.html");
        ReportWriter.write(file, CONTENT);
        assertThat(Files.readString(file)).isEqualTo(HTML);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    private static int count(String pattern) {
        return (int) Pattern.compile(pattern).matcher(HTML).results().count();
    }
}
