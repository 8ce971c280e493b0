package org.decathlete.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.integrity.CaseFacts;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.dataset.integrity.Severity;

/** A dataset in a few lines for people. */
final class DatasetSummary {
    private static final String[] AXES = {"z", "y", "x"};

    private DatasetSummary() {}

    static List<String> lines(Dataset dataset, IntegrityReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(dataset.description().name() + ": " + report.cases() + " cases, channels "
                + String.join(", ", dataset.description().channelNames()));
        List<CaseFacts> readable = report.facts().stream()
                .filter(one -> one.size().size() == 3 && one.spacing().size() == 3)
                .toList();
        for (int axis = 0; axis < 3 && !readable.isEmpty(); axis++) {
            int index = axis;
            lines.add("  along " + AXES[axis] + ": "
                    + range(readable, one -> (double) one.size().get(index), "%.0f") + " voxels, spacing "
                    + range(readable, one -> one.spacing().get(index), "%.3g") + " mm");
        }
        dataset.description()
                .labels()
                .regions()
                .forEach(region -> lines.add(String.format(
                        Locale.ROOT,
                        "  %s: in %d cases, %d voxels",
                        dataset.description().labels().name(region),
                        report.facts().stream()
                                .filter(one -> voxels(one, region) > 0)
                                .count(),
                        report.facts().stream()
                                .mapToLong(one -> voxels(one, region))
                                .sum())));
        lines.add(report.findings(Severity.ERROR).size() + " errors, "
                + report.findings(Severity.WARNING).size() + " warnings");
        return lines;
    }

    private static long voxels(CaseFacts facts, List<Integer> region) {
        return facts.voxelsPerLabel().entrySet().stream()
                .filter(entry -> region.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String range(List<CaseFacts> facts, Function<CaseFacts, Double> value, String format) {
        double[] sorted = facts.stream().mapToDouble(value::apply).sorted().toArray();
        double least = sorted[0];
        double most = sorted[sorted.length - 1];
        String low = String.format(Locale.ROOT, format, least);
        return least == most
                ? low
                : low + " to " + String.format(Locale.ROOT, format, most) + " (median "
                        + String.format(Locale.ROOT, format, sorted[sorted.length / 2]) + ")";
    }
}
