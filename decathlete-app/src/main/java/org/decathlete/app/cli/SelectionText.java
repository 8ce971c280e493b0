package org.decathlete.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decathlete.app.selection.SelectionReport;
import org.jspecify.annotations.Nullable;

/** A selection for people. */
final class SelectionText {

    private SelectionText() {}

    static List<String> lines(SelectionReport report) {
        List<String> lines = new ArrayList<>();
        int width = report.contenders().stream()
                .mapToInt(row -> row.name().length())
                .max()
                .orElse(8);
        lines.add(String.format(
                Locale.ROOT,
                "%-" + width + "s  %8s  %-18s  %s   (%d cases of folds %s)",
                "",
                "Dice",
                "95 % interval",
                "behind the best",
                report.cases(),
                report.folds()));
        for (SelectionReport.Row row : report.contenders()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %8s  %-18s  %s",
                    row.name(),
                    number(row.dice().estimate()),
                    number(row.dice().low()) + " to " + number(row.dice().high()),
                    number(row.behindChosen().estimate()) + " ("
                            + number(row.behindChosen().low()) + " to "
                            + number(row.behindChosen().high()) + ")"));
        }
        report.leftOut().forEach((name, reason) -> lines.add("not compared: " + name + ": " + reason));
        lines.add("chosen: " + report.reason());
        report.postprocessing().tried().forEach(sentence -> lines.add("postprocessing: " + sentence));
        lines.add("postprocessing: " + report.postprocessing().words() + "; mean foreground Dice "
                + number(report.postprocessing().diceBefore()) + " before, "
                + number(report.postprocessing().diceAfter()) + " after");
        lines.add("model: " + report.model());
        return lines;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
