package org.decathlete.app.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Metric;
import org.decathlete.core.metrics.MetricTable;
import org.decathlete.core.metrics.Scores;

/**
 * A single configuration or an ensemble, with what it says about every case of the cross-validation.
 *
 * @param members one for a single configuration
 * @param scores of all cases
 * @param predictions the label maps that were judged, by case
 */
public record Contender(List<CrossValidation> members, Scores scores, SortedMap<String, Path> predictions) {
    /** Keeps copies of the collections. */
    public Contender {
        members = List.copyOf(members);
        predictions = new TreeMap<>(predictions);
    }

    /**
     * A single configuration on some of its folds.
     *
     * @param folds at least one, all finished
     */
    public static Contender single(CrossValidation one, Collection<Integer> folds) {
        List<CaseScores> cases = new ArrayList<>();
        folds.forEach(fold -> cases.addAll(one.fold(fold).scores().cases()));
        cases.sort(Comparator.comparing(CaseScores::id));
        Scores first = one.fold(folds.iterator().next()).scores();
        Scores together = new Scores(first.settings(), first.classNames(), cases, List.of(), List.of());
        return new Contender(List.of(one), together, one.predictions(folds));
    }

    /** Such as {@code 3d_fullres-1a2b3c4d}; of several with a plus between them. */
    public String name() {
        return members.stream().map(CrossValidation::name).collect(Collectors.joining(" + "));
    }

    /** Names of the judged cases, in order; a case that two folds judged stands there twice. */
    public List<String> ids() {
        return scores.cases().stream().map(CaseScores::id).toList();
    }

    /** Dice of every judged case and class, in [0, 1]; NaN where there is no value. */
    public MetricTable dice() {
        return MetricTable.of(scores, Metric.DICE, ids());
    }
}
