package org.decathlete.app.report.finals;

import java.util.List;
import java.util.Locale;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.jspecify.annotations.Nullable;

/** The section about the finals of a search. */
public final class FinalsSection {
    private static final double MILLION = 1e6;

    private FinalsSection() {}

    /** The section; nothing where there were no finals. */
    public static String html(@Nullable FinalsSummary finals) {
        if (finals == null) {
            return "";
        }
        String level = String.format(Locale.ROOT, "%.0f %%", 100 * finals.level());
        return Html.section(
                "finals",
                "The finals of the search",
                Html.paragraph(finals.reason())
                        + Html.paragraph(finals.gain())
                        + table(finals, level)
                        + "<p class=\"note\">" + Html.escape(finals.basis()) + "</p>\n"
                        + Html.subsection("To know", Html.list(finals.notes()))
                        + Html.subsection("What differs from the default", differences(finals.rows())));
    }

    private static String table(FinalsSummary finals, String level) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"scores\"><thead><tr><th></th>");
        html.append("<th>Dice, cases to choose by</th><th>Dice, cases kept aside</th>")
                .append("<th>Gain there over the default (" + level + " interval)</th>")
                .append("<th>Better, worse</th><th>p, corrected</th>")
                .append("<th>Parameters</th><th>Training</th><th>Per case</th></tr></thead><tbody>\n");
        boolean chosen = true;
        for (FinalsSummary.Row row : finals.rows()) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(row.name()))
                    .append(chosen ? " – chosen</th>" : "</th>");
            cells(row).forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>\n");
            chosen = false;
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static List<String> cells(FinalsSummary.Row row) {
        FinalsSummary.Gain gain = row.gain();
        Double perCase = row.secondsPerCase();
        return List.of(
                four(row.selectionDice()),
                four(row.heldBackDice()),
                gain == null ? Numbers.NONE : interval(gain),
                gain == null ? Numbers.NONE : gain.better() + ", " + gain.worse(),
                gain == null ? Numbers.NONE : three(gain.corrected()),
                String.format(Locale.ROOT, "%.2f million", row.parameters() / MILLION),
                Numbers.duration(row.trainingSeconds()),
                perCase == null ? Numbers.NONE : Numbers.duration(perCase));
    }

    private static String interval(FinalsSummary.Gain gain) {
        return signed(gain.value()) + " (" + signed(gain.low()) + " to " + signed(gain.high()) + ")";
    }

    private static String differences(List<FinalsSummary.Row> rows) {
        return Html.facts(rows.stream()
                .map(row -> new Fact(row.name(), row.differences()))
                .toList());
    }

    private static String four(@Nullable Double value) {
        return value == null ? Numbers.NONE : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String signed(@Nullable Double value) {
        return value == null ? Numbers.NONE : String.format(Locale.ROOT, "%+.4f", value);
    }

    private static String three(@Nullable Double value) {
        return value == null ? Numbers.NONE : Numbers.significant(value);
    }
}
