package org.decathlete.app.project;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.decathlete.core.dataset.folds.CaseGroups;
import org.decathlete.core.dataset.folds.FoldRulesFile;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;

/**
 * The validation cases of a fold in two parts of about the same size: on one a search judges and chooses, the other it never sees, neither to train nor to
 * choose, so that what is measured there is true of what was chosen. Who belongs where depends on the cases' names alone: all searches
 * of a dataset keep the same cases aside, whatever their seeds. Cases of one group stay together.
 *
 * @param selection cases to choose by, sorted
 * @param heldBack cases kept aside, sorted
 */
public record NestedSplit(List<String> selection, List<String> heldBack) {
    /** Each half has at least so many cases: of one alone nothing can be said. */
    static final int LEAST = 2;

    public NestedSplit {
        selection = List.copyOf(selection);
        heldBack = List.copyOf(heldBack);
    }

    /**
     * Divides cases, one group after another to the side that has fewer so far, and to selection where both have as many. Where each case
     * stands alone, that makes halves, of which selection has the odd case; large groups may make either side the larger one.
     *
     * @param group name of a case's group; its own name where it stands alone
     * @return empty where one of the halves would have fewer than two cases
     */
    static Optional<NestedSplit> of(Collection<String> cases, UnaryOperator<String> group) {
        Map<String, List<String>> groups = new TreeMap<>();
        cases.forEach(id -> groups.computeIfAbsent(group.apply(id), name -> new ArrayList<>())
                .add(id));
        List<String> selection = new ArrayList<>();
        List<String> heldBack = new ArrayList<>();
        // By hashes, since neighbours in the order of names are often neighbours in time or of one scanner.
        groups.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<String>> one) -> Hash.of("nested", one.getKey())))
                .forEach(one -> (selection.size() <= heldBack.size() ? selection : heldBack).addAll(one.getValue()));
        Collections.sort(selection);
        Collections.sort(heldBack);
        return selection.size() < LEAST || heldBack.size() < LEAST
                ? Optional.empty()
                : Optional.of(new NestedSplit(selection, heldBack));
    }

    /** That of a fold of a work folder; empty where the fold has too few validation cases, or judges those that it learns from. */
    public static Optional<NestedSplit> find(Project project, String fold) {
        Split split = Steps.split(project, fold);
        if (split.validation().stream().anyMatch(split.train()::contains)) {
            return Optional.empty();
        }
        Map<String, String> groups = Optional.of(project.workspace().folds())
                .filter(Files::exists)
                .flatMap(file -> FoldRulesFile.read(file).groups())
                .<Map<String, String>>map(CaseGroups::byCase)
                .orElse(Map.of());
        return of(split.validation(), id -> groups.getOrDefault(id, id));
    }

    /**
     * That of a fold.
     *
     * @throws DecathleteException of kind USAGE where the fold has too few validation cases
     */
    public static NestedSplit require(Project project, String fold) {
        return find(project, fold).orElseThrow(() -> DecathleteException.usage(tooFew(project, fold)));
    }

    /** Why a fold has none, with the remedy. */
    public static String tooFew(Project project, String fold) {
        return "fold " + fold + " has "
                + Steps.split(project, fold).validation().size()
                + " validation cases; to choose by one half and measure on the other, it needs at least " + 2 * LEAST
                + " that it does not learn from, of at least two groups with " + LEAST + " cases each where cases are"
                + " grouped; give more cases, or search without finals";
    }

    /** A fold without the cases that are kept aside. */
    public static Split without(Split split, Collection<String> heldBack) {
        return new Split(
                split.train().stream().filter(id -> !heldBack.contains(id)).toList(),
                split.validation().stream().filter(id -> !heldBack.contains(id)).toList());
    }

    /** How many cases are where, in words. */
    public String text() {
        return selection.size() + " cases to choose by and " + heldBack.size()
                + " kept aside, which neither training nor choosing sees";
    }
}
