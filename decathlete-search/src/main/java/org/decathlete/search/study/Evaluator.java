package org.decathlete.search.study;

import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/** Trains and judges what a trial describes. */
@FunctionalInterface
public interface Evaluator {

    /**
     * Evaluates a trial up to its budget; from the checkpoint of its parent where it has one.
     *
     * @return how it ended; an exception counts as a crash, and an {@link OutOfMemoryError} as what it is
     */
    Outcome evaluate(Trial trial) throws Exception;

    /** The same with errors told as outcomes, except for an interruption. */
    default Outcome outcome(Trial trial) throws InterruptedException {
        try {
            return evaluate(trial);
        } catch (InterruptedException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            return Outcome.failed(TrialState.OUT_OF_MEMORY, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            return Outcome.failed(TrialState.CRASHED, e.toString());
        }
    }
}
