package org.decathlete.app.report.scores;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.ClassScores;
import org.decathlete.core.metrics.Coverage;
import org.decathlete.core.metrics.MeanScores;
import org.decathlete.core.metrics.Scores;

/** What was measured, as tables: the classes' means, and every case, the worst first. */
public final class ScoreTables {
    private final Scores scores;

    /** @param scores of all cases */
    public ScoreTables(Scores scores) {
        this.scores = scores;
    }

    /** Means per class and over classes. */
    public String classes() {
        StringBuilder html =
                new StringBuilder("<div class=\"scroll\"><table class=\"scores\"><thead><tr><th>Class</th>");
        html.append(metricHeads()).append("<th>Compared</th><th>Missed</th><th>Invented</th></tr></thead><tbody>\n");
        Map<String, Coverage> coverage = scores.coverage();
        scores.means().forEach((key, mean) -> {
            html.append("<tr><th scope=\"row\">")
                    .append(name(key))
                    .append("</th>")
                    .append(cells(mean));
            Coverage one = coverage.get(key);
            if (one != null) {
                html.append(cell(one.compared()))
                        .append(cell(one.predictionEmpty().size()))
                        .append(cell(one.referenceEmpty().size()));
            }
            html.append("</tr>\n");
        });
        html.append("<tr class=\"total\"><th scope=\"row\">Mean of the classes</th>")
                .append(cells(scores.foregroundMean()))
                .append("<td></td><td></td><td></td></tr>\n");
        return html.append("</tbody></table></div>\n").toString();
    }

    /** Sentences that name the cases in which one of the masks is empty. */
    public List<String> unpaired() {
        List<String> sentences = new ArrayList<>();
        scores.coverage().forEach((key, coverage) -> {
            String name = scores.classNames().getOrDefault(key, key);
            name(sentences, name + " missed in", coverage.predictionEmpty());
            name(sentences, name + " invented in", coverage.referenceEmpty());
            name(sentences, name + " in neither mask of", coverage.bothEmpty());
        });
        return sentences;
    }

    /** Every case and class; by mean Dice, the worst case first. */
    public String cases() {
        StringBuilder html = new StringBuilder(
                "<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Every case\"><table class=\"scores\"><thead><tr><th>Case</th><th>Class</th>");
        html.append(metricHeads()).append("<th>Voxels predicted</th><th>Voxels in reference</th></tr></thead>\n");
        for (CaseScores one : worstFirst(scores.cases())) {
            html.append("<tbody>\n");
            boolean first = true;
            for (Map.Entry<String, ClassScores> entry : one.classes().entrySet()) {
                html.append("<tr>");
                if (first) {
                    html.append("<th scope=\"rowgroup\" rowspan=\""
                                    + one.classes().size() + "\">")
                            .append(Html.escape(one.id()))
                            .append("</th>");
                }
                first = false;
                ClassScores found = entry.getValue();
                html.append("<td class=\"text\">").append(name(entry.getKey())).append("</td>");
                html.append(cells(found.dice(), found.iou(), found.hd95(), found.assd(), found.surfaceDice()));
                html.append(cell(found.overlap().predicted()))
                        .append(cell(found.overlap().referenced()));
                html.append("</tr>\n");
            }
            html.append("</tbody>\n");
        }
        return html.append("</table></div>\n").toString();
    }

    /** By mean Dice, rising; cases without any value last. */
    private static List<CaseScores> worstFirst(List<CaseScores> cases) {
        // Double.compare, and so this order, puts NaN above every number.
        return cases.stream()
                .sorted(Comparator.comparingDouble(CaseScores::meanDice).thenComparing(CaseScores::id))
                .toList();
    }

    private static void name(List<String> sentences, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            sentences.add(what + ": " + String.join(", ", ids));
        }
    }

    private String name(String key) {
        return Html.escape(scores.classNames().getOrDefault(key, key));
    }

    private String metricHeads() {
        StringBuilder heads = new StringBuilder("<th>Dice</th><th>IoU</th><th>HD95 (mm)</th><th>ASSD (mm)</th>");
        for (double tolerance : scores.settings().tolerances()) {
            heads.append("<th>Surface Dice at ")
                    .append(Numbers.plain(tolerance))
                    .append(" mm</th>");
        }
        return heads.toString();
    }

    private static String cells(MeanScores mean) {
        return cells(mean.dice(), mean.iou(), mean.hd95(), mean.assd(), mean.surfaceDice());
    }

    private static String cells(double dice, double iou, double hd95, double assd, List<Double> surfaceDice) {
        StringBuilder cells = new StringBuilder();
        cells.append("<td class=\"main\">").append(Numbers.ratio(dice)).append("</td>");
        cells.append("<td>").append(Numbers.ratio(iou)).append("</td>");
        cells.append("<td>").append(Numbers.millimetres(hd95)).append("</td>");
        cells.append("<td>").append(Numbers.millimetres(assd)).append("</td>");
        surfaceDice.forEach(
                value -> cells.append("<td>").append(Numbers.ratio(value)).append("</td>"));
        return cells.toString();
    }

    private static String cell(long count) {
        return "<td>" + count + "</td>";
    }
}
