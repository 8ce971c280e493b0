package org.decathlete.search.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Renews a claim's lease while its trial is evaluated, and interrupts the evaluation when that is of no use any more. */
final class Heartbeat {
    private static final int BEATS_PER_LEASE = 4;
    private final StoredStudy study;
    private final Claim claim;
    private final Thread evaluating;
    private final CountDownLatch over = new CountDownLatch(1);
    private Standing last = Standing.HELD;

    private Heartbeat(StoredStudy study, Claim claim, Thread evaluating) {
        this.study = study;
        this.claim = claim;
        this.evaluating = evaluating;
    }

    /** Begins to beat for an evaluation in the calling thread. */
    static Heartbeat of(StoredStudy study, Claim claim) {
        Heartbeat heartbeat = new Heartbeat(study, claim, Thread.currentThread());
        Thread thread =
                new Thread(heartbeat::beat, "lease of trial " + claim.trial().id());
        thread.setDaemon(true);
        thread.start();
        return heartbeat;
    }

    /** Ends it, takes back its own interruption, and says what was heard last. */
    synchronized Standing end() {
        over.countDown();
        if (last != Standing.HELD) {
            Thread.interrupted();
        }
        return last;
    }

    private void beat() {
        long period = study.leases().length().toMillis() / BEATS_PER_LEASE;
        try {
            while (!over.await(period, TimeUnit.MILLISECONDS)) {
                if (heard(renewed()) != Standing.HELD) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Standing renewed() {
        try {
            return study.renew(claim);
        } catch (StoreException e) {
            // The next beat tries again; whether the lease was lost meanwhile shows then.
            return Standing.HELD;
        }
    }

    private synchronized Standing heard(Standing standing) {
        if (over.getCount() > 0 && standing != Standing.HELD) {
            last = standing;
            evaluating.interrupt();
        }
        return standing;
    }
}
