package org.decathlete.search.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.study.StudyView;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialLog;
import org.decathlete.search.trial.TrialState;

/**
 * A study in a store: asked and told like any other, by any number of workers in any number of processes. No trial is handed to two
 * workers at a time. A worker that is silent for longer than its lease counts as dead, and whoever asks next gets its trial; a worker that
 * comes back under its name gets it at once. What comes next follows from settings and trials alone, so that a study whose process
 * was killed goes on as if it had not been.
 *
 * <p>Only what changed is read from the store. Safe for use by several threads at once.
 */
public final class StoredStudy {
    private final StudyStore store;
    private final String name;
    private final StudySettings settings;
    private final Leases leases;
    private TrialLog log = new TrialLog();
    private long revision;

    StoredStudy(StudyStore store, String name, StudySettings settings, Leases leases) {
        this.store = store;
        this.name = name;
        this.settings = settings;
        this.leases = leases;
    }

    /** The same study with another idea of when a worker is dead. */
    public StoredStudy with(Leases other) {
        return new StoredStudy(store, name, settings, other);
    }

    public String name() {
        return name;
    }

    public StudySettings settings() {
        return settings;
    }

    public Leases leases() {
        return leases;
    }

    /**
     * The next trial to evaluate: one that was given back or whose worker is dead, otherwise a new one.
     *
     * @param worker name of who asks; holds one trial at a time, so that a worker that asks while it holds one says that it died and
     *     came back, and gets that one
     * @return empty where there is none now: the study is {@link #stopped()}, {@link #finished()}, or waits for running trials
     */
    public synchronized Optional<Claim> ask(String worker) {
        return changing(access -> {
            if (access.stopped()) {
                return Optional.empty();
            }
            Optional<Claim> left = takeOver(access, worker);
            return left.isPresent() ? left : next(access, worker);
        });
    }

    /**
     * Says how a claimed trial ended. Values must be there for all objectives if it ended well. Told twice is told once.
     *
     * @throws LeaseLostException if the trial is not the claim's any more
     */
    public synchronized Trial tell(Claim claim, Outcome outcome) {
        settings.check(claim.trial().id(), outcome);
        return changing(access -> {
            TrialRecord known = known(access, claim);
            if (known.attempt() == claim.attempt() && known.trial().outcome().equals(outcome)) {
                return known.trial();
            }
            if (!holds(known, claim)) {
                throw new LeaseLostException(
                        claim,
                        "is now attempt " + known.attempt() + " of " + known.worker() + ", "
                                + known.trial().state());
            }
            TrialRecord ended = known.ended(outcome, access.now());
            access.put(ended);
            return ended.trial();
        });
    }

    /** Tells that the worker is alive, so that its lease begins anew; to be done several times within a lease. */
    public Standing renew(Claim claim) {
        return store.exclusively(name, access -> {
            TrialRecord known = known(access, claim);
            if (!holds(known, claim)) {
                return Standing.LOST;
            }
            access.put(known.renewed(access.now().plus(leases.length())));
            return access.stopped() ? Standing.STOPPED : Standing.HELD;
        });
    }

    /** Gives a trial back, for whoever asks next; nothing if it is not the claim's any more. */
    public void release(Claim claim) {
        store.exclusively(name, access -> {
            TrialRecord known = known(access, claim);
            if (holds(known, claim)) {
                access.put(known.released(access.now()));
            }
            return known;
        });
    }

    /** Asks all workers to stop: they give back what they have, and {@link #ask} gives nothing any more. */
    public void stop() {
        stop(true);
    }

    /** Takes {@link #stop} back. */
    public void resume() {
        stop(false);
    }

    /** Whether workers are asked to stop. */
    public boolean stopped() {
        return store.exclusively(name, StudyAccess::stopped);
    }

    /** Whether all trials ended and none is to come. */
    public synchronized boolean finished() {
        return upToDate().finished();
    }

    /** All trials so far, in the order of their ids. */
    public synchronized List<Trial> trials() {
        return upToDate().trials();
    }

    /**
     * Trials that have ended below the full budget and are certain never to be continued, or were already, in the order of their ids; those
     * of configurations that another trial may still go on with are left out.
     */
    public synchronized List<Trial> lost() {
        return upToDate().lost();
    }

    /** All trials so far with who has or had them, in the order of their ids. */
    public List<TrialRecord> records() {
        return store.changes(name, 0).trials();
    }

    /** The trial with the best first objective among those at the highest budget that has any within all limits. */
    public synchronized Optional<Trial> best() {
        return upToDate().best();
    }

    private Optional<Claim> next(StudyAccess access, String worker) {
        follow(access.changes(revision));
        Optional<TrialRecord> next =
                view().next().map(trial -> TrialRecord.handedOut(trial, worker, access.now(), leases.length()));
        next.ifPresent(access::put);
        return next.map(record -> Claim.of(record, worker));
    }

    private Optional<Claim> takeOver(StudyAccess access, String worker) {
        for (TrialRecord running : access.running()) {
            String holder = running.worker();
            boolean dead = holder != null
                    && (holder.equals(worker) || running.leasedUntil().compareTo(access.now()) <= 0);
            if (dead && running.deaths() >= leases.mostTakeovers()) {
                String message = "the worker died with it " + (running.deaths() + 1) + " times, last " + holder;
                access.put(running.ended(Outcome.failed(TrialState.CRASHED, message), access.now()));
            } else if (dead || holder == null) {
                TrialRecord taken = running.takenOver(worker, dead ? 1 : 0, access.now(), leases.length());
                access.put(taken);
                return Optional.of(Claim.of(taken, worker));
            }
        }
        return Optional.empty();
    }

    private void stop(boolean stop) {
        store.exclusively(name, access -> {
            access.stop(stop);
            return stop;
        });
    }

    private static TrialRecord known(StudyAccess access, Claim claim) {
        int id = claim.trial().id();
        return access.trial(id).orElseThrow(() -> new StoreException("there is no trial " + id + " in this study"));
    }

    private static boolean holds(TrialRecord known, Claim claim) {
        return known.running()
                && known.attempt() == claim.attempt()
                && claim.worker().equals(known.worker());
    }

    private StudyView view() {
        return new StudyView(settings, log);
    }

    private StudyView upToDate() {
        follow(store.changes(name, revision));
        return view();
    }

    private void follow(Changes changes) {
        for (TrialRecord changed : changes.trials()) {
            Trial trial = changed.trial();
            if (trial.id() >= log.size()) {
                log.add(trial);
            } else if (!changed.running() && !log.trial(trial.id()).state().ended()) {
                log.end(trial);
            }
        }
        revision = changes.revision();
    }

    /** What was read within work that failed may never have come to be, and is forgotten. */
    private <T> T changing(Function<StudyAccess, T> work) {
        boolean done = false;
        try {
            T result = store.exclusively(name, work);
            done = true;
            return result;
        } finally {
            if (!done) {
                log = new TrialLog();
                revision = 0;
            }
        }
    }
}
