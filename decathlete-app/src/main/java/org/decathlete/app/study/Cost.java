package org.decathlete.app.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.decathlete.app.tune.CandidateCost;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.trial.Objective;

/** What a search weighs against the Dice. */
public enum Cost {
    /** Seconds of training; of a use only where trials are counted in epochs, since otherwise all take the same. */
    RUNTIME(TrialEvaluator.RUNTIME),
    /** Trainable parameters. */
    PARAMETERS(CandidateCost.PARAMETERS),
    /** Multiply-adds of prediction, per voxel. */
    MULTIPLY_ADDS(CandidateCost.MULTIPLY_ADDS_PER_VOXEL),
    /** Bytes of a training step. */
    MEMORY(CandidateCost.TRAINING_BYTES),
    /** Nothing: the Dice alone counts. */
    NONE("");

    /** A candidate that found nothing at all in any case fails, and is not continued. */
    private static final double FOUND_NOTHING = 1;

    private final String figure;

    Cost(String figure) {
        this.figure = figure;
    }

    /** The name on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The cost that a user has written.
     *
     * @throws DecathleteException of kind USAGE for any other text
     */
    public static Cost parse(String text) {
        return Arrays.stream(values())
                .filter(cost -> cost.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> DecathleteException.usage("--objective " + text + ": expected one of "
                        + Arrays.stream(values()).map(Cost::toString).collect(Collectors.joining(", "))));
    }

    /** What a study is after: the loss first. */
    List<Objective> objectives() {
        List<Objective> objectives = new ArrayList<>();
        objectives.add(Objective.minimize(TrialEvaluator.LOSS).failingFrom(FOUND_NOTHING));
        if (this != NONE) {
            objectives.add(Objective.minimize(figure));
        }
        return objectives;
    }
}
