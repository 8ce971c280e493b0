package org.decathlete.search.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.decathlete.search.study.Evaluator;
import org.decathlete.search.study.Workers;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.TrialState;

/**
 * Evaluates trials of a stored study until there are no more, the study is stopped, or the thread is interrupted; in the last two cases the
 * trial at hand is given back. While a trial is evaluated its lease is renewed; if it is lost, because the process or the machine was
 * suspended for long, the evaluation is interrupted and what came of it dropped.
 */
public final class StudyWorker {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private final StoredStudy study;
    private final String name;
    private final Evaluator evaluator;

    /**
     * A worker.
     *
     * @param study what is worked on
     * @param name no other worker's; one that is started again under its name goes on with the trial that it had when it was killed
     * @param evaluator ends soon after its thread was interrupted, so that stopping takes effect
     */
    public StudyWorker(StoredStudy study, String name, Evaluator evaluator) {
        this.study = study;
        this.name = name;
        this.evaluator = evaluator;
    }

    /** One trial after the other, in the calling thread. */
    public void run() throws InterruptedException {
        runWhile(() -> true);
    }

    /** The same, as long as a condition holds before a trial begins. */
    public void runWhile(BooleanSupplier condition) throws InterruptedException {
        while (condition.getAsBoolean()) {
            Optional<Claim> claim = patiently(() -> study.ask(name));
            if (claim.isPresent()) {
                evaluate(claim.get());
            } else if (study.stopped() || study.finished()) {
                return;
            } else {
                Thread.sleep(pause().toMillis());
            }
        }
    }

    /** Several trials at a time, as workers of the names {@code name/0}, {@code name/1}, … */
    public void run(int workers) throws InterruptedException {
        Workers.run(workers, number -> new StudyWorker(study, name + "/" + number, evaluator)::run);
    }

    private void evaluate(Claim claim) throws InterruptedException {
        Heartbeat heartbeat = Heartbeat.of(study, claim);
        Optional<Outcome> outcome;
        try {
            outcome = Optional.of(evaluator.outcome(claim.trial()));
        } catch (InterruptedException e) {
            outcome = Optional.empty();
        } catch (Error e) {
            heartbeat.end();
            tell(claim, Outcome.failed(TrialState.CRASHED, e.toString()));
            throw e;
        }
        // An evaluator may make another exception of being interrupted.
        boolean flagged = Thread.currentThread().isInterrupted();
        boolean held = heartbeat.end() == Standing.HELD;
        boolean failed = outcome.filter(told -> told.state().failed()).isPresent();
        if (outcome.isPresent() && !(failed && flagged)) {
            tell(claim, outcome.get());
            return;
        }
        study.release(claim);
        if (held) {
            throw new InterruptedException("trial " + claim.trial().id() + " was given back");
        }
    }

    private void tell(Claim claim, Outcome outcome) throws InterruptedException {
        try {
            patiently(() -> study.tell(claim, outcome));
        } catch (LeaseLostException e) {
            // Another worker has the trial, and will tell.
        }
    }

    /** A database that restarts is waited for as long as a lease lasts. */
    private <T> T patiently(Supplier<T> request) throws InterruptedException {
        long deadline = System.nanoTime() + study.leases().length().toNanos();
        while (true) {
            try {
                return request.get();
            } catch (StoreException e) {
                if (!(e.getCause() instanceof SQLException) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(pause().toMillis());
        }
    }

    private Duration pause() {
        Duration tenth = study.leases().length().dividedBy(10);
        return tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE;
    }
}
