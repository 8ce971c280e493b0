package org.decathlete.core.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;

/**
 * What was measured in a set of cases.
 *
 * @param settings what was measured
 * @param classNames what is segmented by class key, in declared order
 * @param cases the cases that could be judged, in order of their ids
 * @param failed the cases that could not
 * @param unpredicted names of references that have no prediction
 */
public record Scores(
        EvaluationSettings settings,
        Map<String, String> classNames,
        List<CaseScores> cases,
        List<FailedCase> failed,
        List<String> unpredicted) {

    /** The rule for empty masks, as the summary states it. */
    public static final String EMPTY_MASKS =
            "Both masks empty: no value, in no mean. One mask empty: Dice, IoU and surface Dice are 0, distances have no value "
                    + "and are in no mean; the cases are listed by name. A class without any value is in no mean over classes.";

    public Scores {
        classNames = Collections.unmodifiableMap(new LinkedHashMap<>(classNames));
        cases = List.copyOf(cases);
        failed = List.copyOf(failed);
        unpredicted = List.copyOf(unpredicted);
    }

    /** Means over cases by class key, in declared order. */
    public Map<String, MeanScores> means() {
        Map<String, MeanScores> means = new LinkedHashMap<>();
        for (String key : classNames.keySet()) {
            List<ClassScores> scores = cases.stream()
                    .map(one -> one.classes().get(key))
                    .filter(Objects::nonNull)
                    .toList();
            means.put(key, MeanScores.ofCases(scores, settings.tolerances().size()));
        }
        return means;
    }

    /** Mean over classes of the means over cases. */
    public MeanScores foregroundMean() {
        return MeanScores.ofClasses(means().values(), settings.tolerances().size());
    }

    /** Which cases count by class key, in declared order. */
    public Map<String, Coverage> coverage() {
        Map<String, Coverage> coverage = new LinkedHashMap<>();
        for (String key : classNames.keySet()) {
            coverage.put(key, Coverage.of(cases, key));
        }
        return coverage;
    }

    /**
     * Does nothing where every prediction could be judged.
     *
     * @throws DecathleteException of kind CASES naming those that could not, and why
     */
    public void requireJudged() {
        if (!failed.isEmpty()) {
            String reasons = failed.stream().map(FailedCase::reason).collect(Collectors.joining("\n  "));
            throw new DecathleteException(
                    ErrorKind.CASES,
                    failed.size() + " of " + (failed.size() + cases.size()) + " cases could not be judged:\n  "
                            + reasons);
        }
    }

    /**
     * Does nothing where every reference has a prediction and each could be judged.
     *
     * @throws DecathleteException of kind CASES naming those that have none, or could not, and why
     */
    public void requireComplete() {
        requireJudged();
        if (!unpredicted.isEmpty()) {
            throw new DecathleteException(
                    ErrorKind.CASES,
                    unpredicted.size() + " of " + (unpredicted.size() + cases.size())
                            + " references have no prediction: " + String.join(", ", unpredicted));
        }
    }
}
