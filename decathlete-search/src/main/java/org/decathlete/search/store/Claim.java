package org.decathlete.search.store;

import org.decathlete.search.trial.Trial;

/**
 * A trial that a worker was handed. It is the worker's until it tells or gives it back, as long as it renews the lease in time.
 *
 * @param trial what is to be evaluated
 * @param worker whose it is
 * @param attempt which handing out of the trial this is, from 1; above 1, look for what the worker before left behind
 */
public record Claim(Trial trial, String worker, int attempt) {

    static Claim of(TrialRecord handed, String worker) {
        return new Claim(handed.trial(), worker, handed.attempt());
    }
}
