package org.decathlete.core.dataset.folds;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.decathlete.core.dataset.integrity.Duplicates;
import org.decathlete.core.dataset.integrity.Finding;
import org.decathlete.core.dataset.integrity.IntegrityReport;

/** Looks for what a model would be judged on although it, or its like, was in its training. */
public final class LeakCheck {
    private static final int NAMES_SHOWN = 5;

    private LeakCheck() {}

    /**
     * Compares training and validation of each fold: the same case in both is an error; a group torn apart is one too, since it was
     * asked to stay together; images with equal voxels (which those with equal bytes have) are a warning, because published
     * datasets have them.
     *
     * @param splits the folds
     * @param rules groups that were asked for
     * @param report what the check found in the cases
     * @return findings {@code leak}, fold by fold
     */
    public static List<Finding> of(List<Split> splits, FoldRules rules, IntegrityReport report) {
        List<Finding> findings = new ArrayList<>();
        for (int fold = 0; fold < splits.size(); fold++) {
            Split split = splits.get(fold);
            Set<String> train = new HashSet<>(split.train());
            sameCase(fold, split, train, findings);
            rules.groups().ifPresent(groups -> tornGroup(split, groups, findings));
            for (List<String> same : Duplicates.of(report.facts())) {
                duplicate(fold, split, train, same, findings);
            }
        }
        return findings;
    }

    private static void sameCase(int fold, Split split, Set<String> train, List<Finding> findings) {
        List<String> both = split.validation().stream().filter(train::contains).toList();
        if (!both.isEmpty()) {
            findings.add(Finding.error(
                    "leak",
                    both.get(0),
                    "stands in training and validation of fold " + fold
                            + (both.size() > 1 ? ", and so do " + (both.size() - 1) + " others" : "")
                            + "; nothing measured on it would be true"));
        }
    }

    private static void tornGroup(Split split, CaseGroups groups, List<Finding> findings) {
        Set<String> trained = split.train().stream().map(groups::of).collect(Collectors.toSet());
        TreeSet<String> torn = split.validation().stream()
                .map(groups::of)
                .filter(trained::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!torn.isEmpty()) {
            String id = split.validation().stream()
                    .filter(one -> torn.contains(groups.of(one)))
                    .findFirst()
                    .orElseThrow();
            findings.add(Finding.error(
                    "leak",
                    id,
                    "belongs to group " + groups.of(id) + ", of which other cases are trained on where it is judged ("
                            + torn.size() + " groups are torn apart so: "
                            + torn.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                            + "); delete splits_final.json to have it made again"));
        }
    }

    private static void duplicate(int fold, Split split, Set<String> train, List<String> same, List<Finding> findings) {
        List<String> judged = split.validation().stream().filter(same::contains).toList();
        List<String> trained = same.stream().filter(train::contains).toList();
        if (!judged.isEmpty() && !trained.isEmpty()) {
            findings.add(Finding.warning(
                    "leak",
                    judged.get(0),
                    "has the same image as " + String.join(", ", trained) + ", which fold " + fold
                            + " trains on while it is judged on this one; its scores there are too good. Remove one, or plan "
                            + "with --stratify or --groups, which keep equal images together"));
        }
    }
}
