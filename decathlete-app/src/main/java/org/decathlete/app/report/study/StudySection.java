package org.decathlete.app.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decathlete.app.report.html.Fact;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.decathlete.search.analysis.CheapestWithin;
import org.decathlete.search.analysis.HypervolumeCurve;
import org.decathlete.search.analysis.ObjectiveScale;
import org.decathlete.search.analysis.StudyAnalysis;
import org.decathlete.search.analysis.TrialFigures;
import org.decathlete.search.trial.Outcome;
import org.jspecify.annotations.Nullable;

/** The section about a search. */
public final class StudySection {

    private StudySection() {}

    /** The section; nothing where nothing was searched. */
    public static String html(@Nullable StudyAnalysis analysis) {
        if (analysis == null) {
            return "";
        }
        StudyCharts charts = new StudyCharts(analysis);
        StudyTables tables = new StudyTables(analysis);
        return Html.section(
                "search",
                "What the search found",
                Html.facts(facts(analysis))
                        + Html.subsection("The chosen trial", chosen(analysis))
                        + Html.subsection(
                                analysis.objectives().size() > 1 ? "The front" : "The best",
                                charts.front() + tables.front())
                        + Html.subsection("Over time", grid(charts.hypervolume() + charts.incumbents()))
                        + tables.importance()
                        + Html.subsection(
                                "Do small budgets tell what large ones will?",
                                tables.correlations() + charts.correlation())
                        + Html.subsection("Failures and what was ended early", tables.failures())
                        + tables.efforts()
                        + Html.subsection("Not known", Html.list(analysis.missing())));
    }

    private static List<Fact> facts(StudyAnalysis analysis) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Objectives", String.join(", ", analysis.objectives())));
        facts.add(new Fact(
                "Trials",
                analysis.trials() + ", of " + analysis.configurations() + " configurations; "
                        + analysis.results().size() + " ended well and within all limits, "
                        + analysis.front().size() + " of them on the front"));
        facts.add(new Fact("Budget spent", StudyTables.figure(analysis.spent())));
        Double seconds = analysis.seconds();
        if (seconds != null) {
            facts.add(new Fact("Time", Numbers.duration(seconds)));
        }
        HypervolumeCurve curve = analysis.hypervolume();
        if (curve != null && curve.scales().size() > 1) {
            double volume = curve.points().get(curve.points().size() - 1).value();
            facts.add(new Fact(
                    "Hypervolume of the front",
                    String.format(
                                    Locale.ROOT,
                                    "%.4f of at most %.4f",
                                    volume,
                                    Math.pow(1.1, curve.scales().size()))
                            + ", with "
                            + String.join(
                                    ", ",
                                    curve.scales().stream()
                                            .map(StudySection::reference)
                                            .toList())));
        }
        return facts;
    }

    private static String reference(ObjectiveScale scale) {
        return scale.objective() + " from " + StudyTables.figure(scale.best()) + " to "
                + StudyTables.figure(scale.worst()) + " and the reference at "
                + StudyTables.figure(scale.reference());
    }

    private static String chosen(StudyAnalysis analysis) {
        StringBuilder html = new StringBuilder();
        CheapestWithin cheapest = analysis.cheapest();
        if (cheapest != null) {
            html.append(Html.paragraph(sentence(analysis, cheapest)));
        }
        CheapestWithin tested = analysis.cheapestByTest();
        if (tested != null) {
            html.append(Html.paragraph(sentence(analysis, tested)));
        }
        if (cheapest != null) {
            List<Fact> values = new ArrayList<>();
            cheapest.chosen()
                    .configuration()
                    .values()
                    .forEach((name, value) -> values.add(new Fact(name, value.toString())));
            html.append(Html.facts(values));
        }
        return html.toString();
    }

    private static String sentence(StudyAnalysis analysis, CheapestWithin choice) {
        String margin = StudyTables.figure(choice.delta());
        Double significance = choice.significance();
        String rule = significance == null
                ? "The cheapest within " + margin + " of the best "
                        + analysis.objectives().get(0) + ": "
                : "The cheapest that a test of the cases shows to be within " + margin + " of the best (at "
                        + StudyTables.figure(100 * significance) + " %, corrected for " + choice.compared()
                        + " comparisons): ";
        return choice.chosen().trial() == choice.best().trial()
                ? rule + "the best itself, " + figures(analysis, choice.chosen()) + "."
                : rule + figures(analysis, choice.chosen()) + ". The best is " + figures(analysis, choice.best()) + ".";
    }

    private static String figures(StudyAnalysis analysis, TrialFigures trial) {
        List<String> parts = new ArrayList<>();
        analysis.objectives()
                .forEach(name ->
                        parts.add(name + " " + StudyTables.figure(trial.values().getOrDefault(name, Double.NaN))));
        return "trial " + trial.trial() + " with " + String.join(", ", parts) + " at budget "
                + StudyTables.figure(trial.budget()) + folds(trial);
    }

    private static String folds(TrialFigures trial) {
        Double folds = trial.values().get(Outcome.FOLDS);
        return folds == null ? "" : " on " + StudyTables.figure(folds) + (folds == 1 ? " fold" : " folds");
    }

    private static String grid(String charts) {
        return charts.isEmpty() ? "" : "<div class=\"charts\">\n" + charts + "</div>\n";
    }
}
