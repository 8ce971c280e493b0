package org.decathlete.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decathlete.core.metrics.MeanScores;
import org.decathlete.core.metrics.Scores;

/** Means per class as a small table of text. */
final class ScoreTable {

    private ScoreTable() {}

    /** A line per class and one for their mean. */
    static List<String> lines(Scores scores) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %8s %8s %9s %9s   (%d cases)",
                "class",
                "Dice",
                "IoU",
                "HD95 mm",
                "ASSD mm",
                scores.cases().size()));
        for (Map.Entry<String, MeanScores> entry : scores.means().entrySet()) {
            String name = scores.classNames().getOrDefault(entry.getKey(), entry.getKey());
            lines.add(line(name.equals(entry.getKey()) ? name : entry.getKey() + " " + name, entry.getValue()));
        }
        lines.add(line("mean", scores.foregroundMean()));
        return lines;
    }

    private static String line(String name, MeanScores mean) {
        return String.format(
                Locale.ROOT,
                "%-24s %8s %8s %9s %9s",
                name,
                number(mean.dice(), 4),
                number(mean.iou(), 4),
                number(mean.hd95(), 2),
                number(mean.assd(), 3));
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
