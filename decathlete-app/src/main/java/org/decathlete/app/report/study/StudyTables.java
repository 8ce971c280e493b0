package org.decathlete.app.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decathlete.app.report.html.Bars;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.decathlete.search.analysis.BudgetCorrelation;
import org.decathlete.search.analysis.Effort;
import org.decathlete.search.analysis.Failures;
import org.decathlete.search.analysis.StudyAnalysis;
import org.decathlete.search.analysis.TrialFigures;
import org.decathlete.search.importance.Importance;
import org.decathlete.search.statistics.SpearmanCorrelation;
import org.decathlete.search.trial.Outcome;

/** The tables about a search. */
final class StudyTables {
    private static final int MOST_ROWS = 12;
    private static final int MOST_PAIRS = 5;

    private final StudyAnalysis analysis;

    StudyTables(StudyAnalysis analysis) {
        this.analysis = analysis;
    }

    /** The trials of the front, best first. */
    String front() {
        List<String> heads = new ArrayList<>(List.of("Trial"));
        heads.addAll(analysis.objectives());
        heads.addAll(List.of("Budget", "Origin"));
        boolean raced =
                analysis.front().stream().anyMatch(trial -> trial.values().containsKey(Outcome.FOLDS));
        if (raced) {
            heads.add("Folds");
        }
        List<List<String>> rows = new ArrayList<>();
        for (TrialFigures trial : analysis.front()) {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(trial.trial())));
            analysis.objectives()
                    .forEach(name -> cells.add(figure(trial.values().getOrDefault(name, Double.NaN))));
            cells.add(figure(trial.budget()));
            cells.add(words(trial.origin().name()));
            if (raced) {
                cells.add(figure(trial.values().getOrDefault(Outcome.FOLDS, Double.NaN)));
            }
            rows.add(cells);
        }
        return table(heads, rows);
    }

    /** Per objective at the highest level that has it: single parameters, parts of an architecture, pairs. */
    String importance() {
        StringBuilder html = new StringBuilder();
        for (String objective : analysis.objectives()) {
            List<StudyAnalysis.LevelImportance> levels = analysis.importance().stream()
                    .filter(one -> one.importance().objective().equals(objective))
                    .toList();
            if (levels.isEmpty()) {
                continue;
            }
            StudyAnalysis.LevelImportance highest = levels.get(levels.size() - 1);
            Importance found = highest.importance();
            String basis = "From " + found.trials() + " trials at budget " + figure(highest.budget())
                    + ". The model behind it explains " + percent(found.explained())
                    + " of the variance of trials that it did not see; where that is little, so is what these shares"
                    + " say.";
            html.append(Html.subsection(
                    "What " + objective + " depends on",
                    effects(found.parameters())
                            + effects(found.parts())
                            + Bars.html(
                                    found.interactions().stream()
                                            .limit(MOST_PAIRS)
                                            .map(pair -> new Bars.Bar(
                                                    pair.one() + " with " + pair.other(),
                                                    share(pair.share(), pair.deviation()),
                                                    pair.share()))
                                            .toList(),
                                    null)
                            + "<p class=\"note\">" + Html.escape(basis) + "</p>\n"));
        }
        return html.toString();
    }

    /** How well a level tells what a higher one will. */
    String correlations() {
        List<List<String>> rows = new ArrayList<>();
        for (BudgetCorrelation one : analysis.correlations()) {
            SpearmanCorrelation found = one.correlation();
            rows.add(List.of(
                    "Level " + one.low() + " and level " + one.high(),
                    String.valueOf(one.pairs().size()),
                    found == null ? Numbers.NONE : signed(found.value()),
                    // The interval of a perfect correlation has no width, however few pairs there are.
                    found == null || Math.abs(found.value()) == 1
                            ? Numbers.NONE
                            : signed(found.low()) + " to " + signed(found.high())));
        }
        return table(List.of("Budgets", "Pairs", "Rank correlation", "95 % interval"), rows);
    }

    /** By cause, with what was said; then those that were ended, or are not continued, without having failed. */
    String failures() {
        Failures failures = analysis.failures();
        List<List<String>> rows = new ArrayList<>();
        for (Failures.Cause cause : failures.causes()) {
            rows.add(List.of(
                    words(cause.state().name()), String.valueOf(cause.trials()), String.join(" | ", cause.messages())));
        }
        if (failures.stopped() > 0) {
            rows.add(List.of(
                    "Ended at half of the budget, without prospect of the next level; no failure",
                    String.valueOf(failures.stopped()),
                    ""));
        }
        if (failures.beaten() > 0) {
            rows.add(List.of(
                    "Ended on the first folds, significantly worse than what goes on to the next level; no failure",
                    String.valueOf(failures.beaten()),
                    ""));
        }
        for (Failures.BeyondLimit limit : failures.beyondLimits()) {
            rows.add(List.of(
                    "Ended well, but with " + limit.objective() + " of " + figure(limit.limit()) + " or worse",
                    String.valueOf(limit.trials()),
                    ""));
        }
        return table(List.of("What", "Trials", "What was said"), rows);
    }

    /** Where the time went, or the budget where times are unknown. */
    String efforts() {
        return efforts("By budget", analysis.levels())
                + efforts("By origin of the configuration", analysis.origins())
                + efforts("By how trials ended", analysis.outcomes());
    }

    private static String efforts(String heading, List<Effort> efforts) {
        double whole = efforts.stream().mapToDouble(StudyTables::weight).sum();
        List<Bars.Bar> bars = efforts.stream()
                .map(effort -> {
                    Double seconds = effort.seconds();
                    String took = seconds == null ? figure(effort.spent()) + " budget" : Numbers.duration(seconds);
                    String failed = effort.failed() > 0 ? ", " + effort.failed() + " failed" : "";
                    return new Bars.Bar(
                            words(effort.group()) + " (" + effort.trials()
                                    + (effort.trials() == 1 ? " trial" : " trials") + failed + ")",
                            took,
                            whole > 0 ? weight(effort) / whole : 0);
                })
                .toList();
        return Html.subsection(heading, Bars.html(bars, null));
    }

    private static double weight(Effort effort) {
        Double seconds = effort.seconds();
        return seconds == null ? effort.spent() : seconds;
    }

    private static String effects(List<Importance.Effect> effects) {
        return Bars.html(
                effects.stream()
                        .limit(MOST_ROWS)
                        .map(effect -> new Bars.Bar(
                                effect.parameter(), share(effect.share(), effect.deviation()), effect.share()))
                        .toList(),
                null);
    }

    /** The first column names the rows; nothing where there are none. */
    static String table(List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"scores\"><thead><tr>");
        heads.forEach(head -> html.append("<th>").append(Html.escape(head)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(row.get(0)))
                    .append("</th>");
            row.subList(1, row.size())
                    .forEach(cell ->
                            html.append("<td>").append(Html.escape(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    /** A figure of any size. */
    static String figure(double value) {
        return Double.isFinite(value) ? Numbers.plain(value) : Numbers.NONE;
    }

    private static String share(double share, double deviation) {
        return percent(share) + " ± " + percent(deviation);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.2f", value);
    }

    /** Such as "Out of memory" for OUT_OF_MEMORY. */
    private static String words(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    }
}
