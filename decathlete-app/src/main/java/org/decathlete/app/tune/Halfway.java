package org.decathlete.app.tune;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.search.trial.Trial;

/** Looks at a trial when half of its budget is spent. */
@FunctionalInterface
public interface Halfway {
    /** No trial is looked at. */
    Halfway NEVER = (trial, candidate, part, stop) -> Optional.empty();

    /**
     * Trains a candidate up to the trial's budget where a look may come to something, and looks when half of it is spent. Whoever trains it
     * up to there afterwards has nothing left to train.
     *
     * @param part of the highest budget that the trial's budget is
     * @return why the trial is to be ended; empty where it is to go on
     */
    Optional<String> hopeless(Trial trial, Candidate candidate, double part, BooleanSupplier stop);
}
