package org.decathlete.search.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.jspecify.annotations.Nullable;

/**
 * A trial with who has it.
 *
 * @param trial what is evaluated, and what came of it
 * @param worker who has it, or had it last; null where it was given back
 * @param attempt how often it was handed out, from 1; an earlier attempt has no say any more
 * @param deaths how many workers died with it, as far as is known
 * @param leasedUntil when others may take it over, if its worker is not heard of before
 * @param asked when it was handed out first
 * @param ended when it ended; null while it runs
 */
public record TrialRecord(
        Trial trial,
        @Nullable String worker,
        int attempt,
        int deaths,
        Instant leasedUntil,
        Instant asked,
        @Nullable Instant ended) {

    public TrialRecord {
        leasedUntil = leasedUntil.truncatedTo(ChronoUnit.MILLIS);
        asked = asked.truncatedTo(ChronoUnit.MILLIS);
        ended = ended == null ? null : ended.truncatedTo(ChronoUnit.MILLIS);
    }

    static TrialRecord handedOut(Trial trial, String worker, Instant now, Duration lease) {
        return new TrialRecord(trial, worker, 1, 0, now.plus(lease), now, null);
    }

    /** Whether it has not ended. */
    public boolean running() {
        return trial.state() == TrialState.RUNNING;
    }

    /** Handed to another worker, or to the same one again. */
    TrialRecord takenOver(String by, int died, Instant now, Duration lease) {
        return new TrialRecord(trial, by, attempt + 1, deaths + died, now.plus(lease), asked, null);
    }

    TrialRecord renewed(Instant until) {
        return new TrialRecord(trial, worker, attempt, deaths, until, asked, null);
    }

    /** Given back: whoever asks next gets it. */
    TrialRecord released(Instant now) {
        return new TrialRecord(trial, null, attempt, deaths, now, asked, null);
    }

    TrialRecord ended(Outcome outcome, Instant now) {
        return new TrialRecord(trial.ended(outcome), worker, attempt, deaths, leasedUntil, asked, now);
    }
}
