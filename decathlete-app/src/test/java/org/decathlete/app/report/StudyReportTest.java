package org.decathlete.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.decathlete.app.report.study.PortfolioEntry;
import org.decathlete.app.report.study.SampleStudy;
import org.decathlete.search.analysis.StudyAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class StudyReportTest {
    private static final StudyAnalysis ANALYSIS = SampleStudy.analysis(true);

    @Test
    void isOnePageOfWellFormedHtml(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("search.html");
        List<PortfolioEntry> portfolio = List.of(
                new PortfolioEntry("D03 (hpo)", "width " + SampleStudy.NASTY + " has no place here", 7, 27, 0.25),
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
}
