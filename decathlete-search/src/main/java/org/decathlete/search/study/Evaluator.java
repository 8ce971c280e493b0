package org.decathlete.search.study;

import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;

/** Trains and judges what a trial describes. */
@FunctionalInterface
public interface Evaluator {

    /**
     * Evaluates a trial up to its budget; from the checkpoint of its parent where it has one.
     *
     * @return how it ended; an exception counts as a crash, and an {@link OutOfMemoryError} as what it is
     */
    Outcome evaluate(Trial trial) throws Exception;
}
