package org.decathlete.app.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decathlete.app.trial.TrialTraining;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.nn.train.settings.Budget;

/**
 * The folds that the trials of a study are trained and judged on, over the same preprocessed cases.
 *
 * @param trainings one per fold, in the order in which trials are judged on them, at least one
 */
record TrialFolds(List<TrialTraining> trainings) {

    TrialFolds {
        trainings = List.copyOf(trainings);
    }

    /** Those of a study: the first, and those that are trained and judged on after it. */
    static TrialFolds of(TrialTraining first, List<String> further) {
        List<TrialTraining> all = new ArrayList<>(List.of(first));
        further.forEach(fold -> all.add(first.on(fold)));
        return new TrialFolds(all);
    }

    /**
     * A fold and those that follow it, the first one after the last.
     *
     * @param count how many in all
     * @throws DecathleteException of kind USAGE where the splits do not have as many, the first is none of them, or a case is judged on in two
     *     of them: it would count twice
     */
    static TrialFolds following(TrialTraining first, int count) {
        if (count == 1) {
            return of(first, List.of());
        }
        int there = first.folds();
        boolean listed = IntStream.range(0, there).mapToObj(String::valueOf).anyMatch(first.fold()::equals);
        if (!listed || count > there) {
            throw DecathleteException.usage("--race-folds " + count + " with --fold " + first.fold()
                    + ": the work folder's splits_final.json has " + there
                    + " folds, from 0 on; give one of these and at most "
                    + there);
        }
        int begin = Integer.parseInt(first.fold());
        TrialFolds folds = of(
                first,
                IntStream.range(1, count)
                        .mapToObj(i -> String.valueOf((begin + i) % there))
                        .toList());
        folds.requireDisjoint();
        return folds;
    }

    private void requireDisjoint() {
        Set<String> seen = new HashSet<>();
        for (TrialTraining training : trainings) {
            for (String id : training.judged()) {
                if (!seen.add(id)) {
                    throw DecathleteException.usage("--race-folds " + trainings.size() + ": case " + id
                            + " is a validation case of several folds of splits_final.json, and would count as often; leave the"
                            + " option out, or give folds without common cases");
                }
            }
        }
    }

    /** The fold that every trial is judged on. */
    TrialTraining first() {
        return trainings.get(0);
    }

    /** Names of the others. */
    List<String> further() {
        return trainings.stream().skip(1).map(TrialTraining::fold).toList();
    }

    /** The same under another budget. */
    TrialFolds within(Budget whole) {
        return new TrialFolds(
                trainings.stream().map(training -> training.within(whole)).toList());
    }

    /** Hash of the preprocessed cases and of which are trained and judged on in which fold: equal where trials may be compared. */
    String data() {
        return trainings.size() == 1
                ? first().data()
                : Hash.of(trainings.stream().map(TrialTraining::data).toArray(String[]::new));
    }

    /** Seconds that judging the planned candidate will take on each fold. */
    List<Double> judgingSeconds() {
        return trainings.stream().map(TrialTraining::judgingSeconds).toList();
    }

    /** How many cases are trained and judged on, in words. */
    String cases() {
        return trainings.stream().map(TrialTraining::cases).collect(Collectors.joining("; "));
    }

    /**
     * Removes a candidate's checkpoints on all folds.
     *
     * @return bytes that are free now
     */
    long forget(Candidate candidate) {
        return trainings.stream()
                .mapToLong(training -> training.forget(candidate))
                .sum();
    }
}
