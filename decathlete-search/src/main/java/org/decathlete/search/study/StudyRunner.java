package org.decathlete.search.study;

import java.util.Optional;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.jspecify.annotations.Nullable;

/** Evaluates the trials of a study until there are no more. A trial that fails is told as such and the search goes on. */
public final class StudyRunner {
    private final Study study;
    private final Evaluator evaluator;

    public StudyRunner(Study study, Evaluator evaluator) {
        this.study = study;
        this.evaluator = evaluator;
    }

    /** One trial after the other, in the calling thread. */
    public void run() throws InterruptedException {
        @Nullable Trial trial = take();
        while (trial != null) {
            evaluate(trial);
            trial = take();
        }
    }

    /** Several trials at a time. With more than one worker the proposals depend on which trials end first. */
    public void run(int workers) throws InterruptedException {
        Workers.run(workers, number -> this::run);
    }

    /** The next trial, after waiting for one if need be; null when there will be none. */
    private synchronized @Nullable Trial take() throws InterruptedException {
        while (true) {
            Optional<Trial> next = study.ask();
            if (next.isPresent()) {
                return next.get();
            }
            if (study.finished()) {
                return null;
            }
            wait();
        }
    }

    private void evaluate(Trial trial) throws InterruptedException {
        Outcome outcome = Outcome.failed(TrialState.CRASHED, "ended with an error");
        try {
            outcome = evaluator.outcome(trial);
        } catch (InterruptedException e) {
            outcome = Outcome.failed(TrialState.KILLED, "interrupted");
            throw e;
        } finally {
            tell(trial, outcome);
        }
    }

    private synchronized void tell(Trial trial, Outcome outcome) {
        study.tell(trial.id(), outcome);
        notifyAll();
    }
}
