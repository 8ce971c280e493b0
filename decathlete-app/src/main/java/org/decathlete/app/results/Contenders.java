package org.decathlete.app.results;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.decathlete.core.run.DecathleteException;

/**
 * Which finished cross-validations can be compared: those that judged the same cases in the same folds.
 *
 * @param folds the folds that are compared
 * @param singles configurations that have all of them, at least one
 * @param leftOut what cannot be compared, with the reason and the remedy
 */
public record Contenders(SortedSet<Integer> folds, List<Contender> singles, Map<String, String> leftOut) {

    /**
     * Picks them.
     *
     * @param asked folds to compare; empty for those that the most complete cross-validation has
     * @throws DecathleteException of kind USAGE when none has the folds
     */
    public static Contenders of(List<CrossValidation> runs, Collection<Integer> asked, String work) {
        SortedSet<Integer> folds = asked.isEmpty() ? most(runs) : new TreeSet<>(asked);
        Map<String, String> leftOut = new LinkedHashMap<>();
        List<Contender> singles = new ArrayList<>();
        for (CrossValidation one : runs) {
            SortedSet<Integer> missing = new TreeSet<>(folds);
            missing.removeAll(one.folds().keySet());
            if (missing.isEmpty()) {
                add(Contender.single(one, folds), singles, leftOut);
            } else {
                leftOut.put(
                        one.name(),
                        "folds " + text(missing) + " are not finished; train them with `train --work " + work
                                + " --folds " + text(missing) + "`");
            }
        }
        if (singles.isEmpty()) {
            throw DecathleteException.usage("--work " + work + " holds no finished and validated training of "
                    + (folds.isEmpty() ? "any fold" : "folds " + text(folds))
                    + "; run `train --work " + work + " --folds 0,1,2,3,4` first");
        }
        return new Contenders(folds, singles, leftOut);
    }

    /** Numbers as the command line takes them. */
    public static String text(Collection<Integer> folds) {
        return String.join(",", folds.stream().map(String::valueOf).toList());
    }

    private static void add(Contender contender, List<Contender> singles, Map<String, String> leftOut) {
        List<String> ids = contender.ids();
        if (new HashSet<>(ids).size() < ids.size()) {
            leftOut.put(
                    contender.name(),
                    "a case was judged in two of the folds, so they were trained with different splits; train them again "
                            + "with one splits_final.json");
        } else if (!singles.isEmpty() && !singles.get(0).ids().equals(ids)) {
            leftOut.put(
                    contender.name(),
                    "it judged other cases in these folds than "
                            + singles.get(0).name() + "; train both with one splits_final.json");
        } else {
            singles.add(contender);
        }
    }

    private static SortedSet<Integer> most(List<CrossValidation> runs) {
        SortedSet<Integer> most = new TreeSet<>();
        for (CrossValidation one : runs) {
            if (one.folds().size() > most.size()) {
                most = new TreeSet<>(one.folds().keySet());
            }
        }
        return most;
    }
}
