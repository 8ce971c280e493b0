package org.decathlete.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.decathlete.app.report.chart.LineChart;
import org.decathlete.app.report.finals.FinalsSection;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.report.html.Bars;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.decathlete.app.report.picture.CasePicture;
import org.decathlete.app.report.picture.SlicePicture;
import org.decathlete.app.report.scores.DistributionChart;
import org.decathlete.app.report.scores.ScoreTables;
import org.decathlete.app.report.selection.SelectionSection;
import org.decathlete.core.metrics.FailedCase;
import org.decathlete.core.metrics.MeanScores;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.run.AtomicFiles;
import org.jspecify.annotations.Nullable;

/** Writes the report as one HTML file that needs nothing else: no network, no script. */
public final class ReportWriter {

    private ReportWriter() {}

    /** Writes {@code report.html}, atomically. */
    public static void write(Path file, ReportContent content) {
        AtomicFiles.writeString(file, html(content));
    }

    /** The whole page. */
    public static String html(ReportContent content) {
        return page(content.title(), header(content) + sections(content));
    }

    /** A page that needs nothing else, with its style. */
    static String page(String title, String html) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
                + Html.escape(title) + " · Decathlete report</title>\n<style>\n" + style()
                + "</style>\n</head>\n<body>\n<main>\n" + html + "</main>\n</body>\n</html>\n";
    }

    private static String header(ReportContent content) {
        StringBuilder html = new StringBuilder("<header>\n<p class=\"kind\">Segmentation report</p>\n<h1>");
        html.append(Html.escape(content.title())).append("</h1>\n");
        html.append("<p class=\"subtitle\">")
                .append(Html.escape(content.subtitle()))
                .append("</p>\n");
        Scores scores = content.scores();
        if (scores != null) {
            MeanScores mean = scores.foregroundMean();
            html.append("<dl class=\"figures\">\n");
            FinalsSummary finals = content.finals();
            if (finals == null) {
                figure(html, "Mean Dice", Numbers.ratio(mean.dice()));
            } else {
                figure(html, "Dice, cases kept aside", ratio(finals.chosen().heldBackDice()));
                figure(html, "Dice, cases that chose", ratio(finals.chosen().selectionDice()));
            }
            String both = finals == null ? "" : ", all these cases";
            figure(html, "HD95" + both, Numbers.millimetres(mean.hd95()) + " mm");
            figure(html, "ASSD" + both, Numbers.millimetres(mean.assd()) + " mm");
            figure(html, "Cases judged", String.valueOf(scores.cases().size()));
            double seconds =
                    content.timings().stream().mapToDouble(Timing::seconds).sum();
            figure(html, "Time", Numbers.duration(seconds));
            html.append("</dl>\n");
        }
        html.append(
                "<p class=\"note\">Made by software for research. Not a medical device: not for diagnosis or treatment "
                        + "without a review by qualified staff.</p>\n");
        return html.append("</header>\n").toString();
    }

    private static String ratio(@Nullable Double value) {
        return value == null ? Numbers.NONE : Numbers.ratio(value);
    }

    private static void figure(StringBuilder html, String name, String value) {
        html.append("<div><dt>")
                .append(Html.escape(name))
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd></div>\n");
    }

    private static String sections(ReportContent content) {
        LearningCurves curves = content.curves();
        String charts = LineChart.html("Loss", curves.losses(), List.of())
                + LineChart.html("Pseudo-Dice on validation patches", curves.pseudoDice(), curves.movingAverage())
                + LineChart.html("Learning rate", curves.learningRate(), List.of());
        return Html.section("request", "What was asked", Html.facts(content.request()))
                + Html.section(
                        "data",
                        "What was found in the data",
                        Html.facts(content.data()) + Html.subsection("Findings", Html.list(content.findings())))
                + Html.section(
                        "plan",
                        "The plan and why",
                        Html.facts(content.plan()) + Html.subsection("Why", Html.list(content.explanations())))
                + Html.section(
                        "training",
                        "Training",
                        Html.facts(content.training())
                                + (charts.isEmpty() ? "" : "<div class=\"charts\">\n" + charts + "</div>\n"))
                + FinalsSection.html(content.finals())
                + SelectionSection.html(content.selection())
                + results(content)
                + pictures(content)
                + cases(content.cases())
                + Html.section("time", "Time", timings(content.timings()))
                + Html.section("hardware", "Hardware", Html.facts(content.hardware()))
                + Html.section("provenance", "Provenance", Html.facts(content.provenance()));
    }

    private static String results(ReportContent content) {
        Scores scores = content.scores();
        if (scores == null) {
            return "";
        }
        ScoreTables tables = new ScoreTables(scores);
        StringBuilder failed = new StringBuilder();
        if (!scores.failed().isEmpty()) {
            failed.append(
                    Html.list(scores.failed().stream().map(FailedCase::reason).toList()));
        }
        return Html.section(
                "results",
                "Results",
                bothKinds(content.finals()) + tables.classes()
                        + Html.paragraph(scores.settings().definition().description() + ". " + Scores.EMPTY_MASKS)
                        + "<p class=\"note\">Compared: cases with the class in both masks. Missed: in the reference alone. "
                        + "Invented: in the prediction alone.</p>\n"
                        + Html.list(tables.unpaired())
                        + DistributionChart.html(scores)
                        + Html.subsection("Cases that could not be judged", failed.toString())
                        + Html.subsection("Every case, the worst first", tables.cases()));
    }

    private static String bothKinds(@Nullable FinalsSummary finals) {
        return finals == null
                ? ""
                : Html.paragraph("Of the cases that were judged, "
                        + finals.selectionCases().size()
                        + " chose the model, which flatters it there, and "
                        + finals.heldBackCases().size()
                        + " were kept aside. The figures here are of both together; the finals tell them apart.");
    }

    private static String pictures(ReportContent content) {
        if (content.pictures().isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<ul class=\"legend\"><li><i class=\"reference\"></i>reference</li>"
                + "<li><i class=\"prediction\"></i>prediction (dashed)</li></ul>\n"
                + "<p>Three planes through the point deepest inside the largest error. Letters name the patient's sides: R "
                + "right, L left, A front, P back, S head, I feet.</p>\n");
        for (CasePicture picture : content.pictures()) {
            StringBuilder slices = new StringBuilder();
            for (SlicePicture slice : picture.slices()) {
                slices.append(slice.html("Case " + picture.caseId() + ", " + slice.name()
                        + ": image with the outlines of reference and prediction. " + picture.note()));
            }
            html.append("<article class=\"case\">\n")
                    .append(Html.subsection(picture.caseId(), "<div class=\"slices\">\n" + slices + "</div>\n"))
                    .append("<p class=\"note\">")
                    .append(Html.escape((picture.note() + " " + picture.window()).strip()))
                    .append("</p>\n</article>\n");
        }
        return Html.section("worst", "The worst cases", html.toString());
    }

    private static String cases(CaseUse cases) {
        String html = (cases.statement().isBlank() ? "" : Html.paragraph(cases.statement()))
                + names("Cases that the model never saw", cases.unseen())
                + names("Cases that it was trained on", cases.trainedOn());
        return Html.section("cases", "What the model has seen", html);
    }

    private static String names(String heading, List<String> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        return "<details open><summary>" + Html.escape(heading) + " (" + ids.size() + ")</summary>\n<p class=\"ids\">"
                + Html.escape(String.join(", ", ids)) + "</p></details>\n";
    }

    private static String timings(List<Timing> timings) {
        if (timings.isEmpty()) {
            return "";
        }
        double whole = timings.stream().mapToDouble(Timing::seconds).sum();
        List<Bars.Bar> bars = timings.stream()
                .map(timing -> new Bars.Bar(
                        timing.stage(), Numbers.duration(timing.seconds()), whole > 0 ? timing.seconds() / whole : 0))
                .toList();
        return Bars.html(bars, new Fact("Together", Numbers.duration(whole)));
    }

    private static String style() {
        try (InputStream stream = ReportWriter.class.getResourceAsStream("report.css")) {
            if (stream == null) {
                throw new IllegalStateException("report.css is missing beside " + ReportWriter.class.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
