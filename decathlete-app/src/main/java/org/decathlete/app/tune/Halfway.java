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
     * Trains a candidate up to half of the trial's budget, where a look may come to something, and looks.
     *
     * @param part of the highest budget that the trial's budget is
     * @return why the trial is to be ended; empty where it is to go on
     */
    Optional<String> hopeless(Trial trial, Candidate candidate, double part, BooleanSupplier stop);
}
