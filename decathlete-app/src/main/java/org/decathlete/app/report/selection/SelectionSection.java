package org.decathlete.app.report.selection;

import java.util.Locale;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.jspecify.annotations.Nullable;

/** The section about a selection. */
public final class SelectionSection {

    private SelectionSection() {}

    /** The section; nothing where nothing was selected. */
    public static String html(@Nullable SelectionSummary selection) {
        if (selection == null) {
            return "";
        }
        SelectionSummary.Postprocessing steps = selection.postprocessing();
        String level = String.format(Locale.ROOT, "%.0f %%", 100 * selection.level());
        return Html.section(
                "selection",
                "What was compared and chosen",
                Html.paragraph(selection.reason())
                        + IntervalChart.html("Mean foreground Dice with its " + level + " interval", selection.rows())
                        + table(selection, level)
                        + "<p class=\"note\">" + Html.escape(selection.basis()) + "</p>\n"
                        + Html.subsection("Not compared", Html.list(selection.notCompared()))
                        + Html.subsection(
                                "Postprocessing",
                                Html.paragraph(upper(steps.words()) + ": mean foreground Dice "
                                                + four(steps.before()) + " without, " + four(steps.after())
                                                + " with it ("
                                                + signed(steps.after() - steps.before())
                                                + "). It was decided on the cases that it is measured on here.")
                                        + Html.list(steps.tried())));
    }

    /** Such as {@code 0.8912 (0.8854 to 0.8967)}. */
    static String interval(SelectionSummary.Estimate estimate) {
        return estimate.isFinite()
                ? four(estimate.value()) + " (" + four(estimate.low()) + " to " + four(estimate.high()) + ")"
                : Numbers.NONE;
    }

    private static String table(SelectionSummary selection, String level) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"scores\"><thead><tr><th></th>");
        html.append("<th>Mean Dice (" + level + " interval)</th><th>Behind the chosen (interval)</th>");
        selection
                .classNames()
                .forEach(name ->
                        html.append("<th>Dice of ").append(Html.escape(name)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        boolean chosen = true;
        for (SelectionSummary.Row row : selection.rows()) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(row.name()))
                    .append(chosen ? " – chosen</th><td class=\"main\">" : "</th><td class=\"main\">")
                    .append(interval(row.dice()))
                    .append("</td><td>")
                    .append(chosen ? Numbers.NONE : interval(row.behind()))
                    .append("</td>");
            row.dicePerClass()
                    .forEach(dice -> html.append("<td>").append(four(dice)).append("</td>"));
            html.append("</tr>\n");
            chosen = false;
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String four(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : Numbers.NONE;
    }

    private static String signed(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.4f", value) : Numbers.NONE;
    }

    private static String upper(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
