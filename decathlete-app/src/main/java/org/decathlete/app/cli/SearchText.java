package org.decathlete.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.study.Ending;
import org.decathlete.app.study.Gain;
import org.decathlete.app.study.SearchResult;
import org.decathlete.app.study.TrialSummary;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.search.trial.Outcome;
import org.jspecify.annotations.Nullable;

/** What a search found, for people. */
final class SearchText {
    private SearchText() {}

    static List<String> lines(SearchResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("search: " + result.trials() + " trials in study " + result.study() + ", " + result.evaluated()
                + " of them by this command; " + ending(result.ending()));
        TrialSummary best = result.best();
        if (best == null) {
            lines.add("search: no trial has ended well yet");
            return lines;
        }
        lines.add(head(result.objectives()));
        add(lines, "default", result.standard(), result.objectives());
        add(lines, "best", best, result.objectives());
        add(
                lines,
                String.format(Locale.ROOT, "cheapest within %.3f", result.within()),
                result.cheapest(),
                result.objectives());
        result.front().forEach(trial -> add(lines, "front", trial, result.objectives()));
        Gain gain = result.gain();
        if (gain != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "best over default: Dice %+.4f on the mean of %d cases, better on %d, worse on %d, p = %.3g"
                            + " (Wilcoxon). These cases also chose the best, which flatters it.",
                    gain.meanDifference(),
                    gain.cases(),
                    gain.better(),
                    gain.worse(),
                    gain.p()));
        } else if (result.standard() != null) {
            lines.add("best over default: the default is the best so far");
        }
        FinalsSummary finals = result.finals();
        if (finals != null) {
            lines.add("finals: " + finals.reason());
            lines.add("finals: " + finals.gain());
            lines.add("finals: trained in finals/ of the work folder: "
                    + finals.rows().stream().map(FinalsSummary.Row::model).collect(Collectors.joining(", ")));
        }
        lines.add("report: " + result.report());
        lines.add("train it in full: study best --study " + result.store() + " --name " + result.study()
                + " --candidate FILE, then train --work … --candidate FILE");
        return lines;
    }

    static String ending(Ending ending) {
        return switch (ending) {
            case FINISHED -> "all brackets are run";
            case STOPPED -> "the study was stopped";
            case OUT_OF_TIME -> "the time is up";
            case INTERRUPTED -> "stopped";
        };
    }

    /** Columns of a table of trials. */
    static String head(List<String> objectives) {
        StringBuilder head = new StringBuilder(String.format(
                Locale.ROOT, "%-22s %5s  %-16s %8s %9s %9s", "", "trial", "candidate", "Dice", "budget", "origin"));
        costs(objectives).forEach(cost -> head.append("  ").append(cost));
        return head.toString();
    }

    /** A row of it. */
    static String row(String name, TrialSummary trial, List<String> objectives) {
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "%-22s %5d  %-16s %8.4f %9.4g %9s",
                name,
                trial.trial(),
                trial.candidate(),
                trial.dice(),
                trial.budget(),
                trial.origin().toLowerCase(Locale.ROOT)));
        for (String cost : costs(objectives)) {
            row.append(String.format(
                    Locale.ROOT, "  %" + cost.length() + ".4g", trial.values().getOrDefault(cost, Double.NaN)));
        }
        row.append(folds(trial.values()));
        String source = trial.source();
        return row + (source == null ? "" : "  [portfolio: " + source + "]");
    }

    private static void add(List<String> lines, String name, @Nullable TrialSummary trial, List<String> objectives) {
        if (trial != null) {
            lines.add(row(name, trial, objectives));
        }
    }

    /** On how many folds a trial was judged, where others have more or fewer. */
    static String folds(Map<String, Double> values) {
        Double folds = values.get(Outcome.FOLDS);
        return folds == null ? "" : String.format(Locale.ROOT, "  [%.0f %s]", folds, folds == 1 ? "fold" : "folds");
    }

    private static List<String> costs(List<String> objectives) {
        return objectives.stream()
                .filter(name -> !name.equals(TrialEvaluator.LOSS))
                .toList();
    }
}
