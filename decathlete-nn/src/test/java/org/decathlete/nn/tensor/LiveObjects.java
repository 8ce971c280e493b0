package org.decathlete.nn.tensor;

/** Counts native objects where other tests of the same JVM may have left some to the garbage collector. */
public final class LiveObjects {
    private static final int QUIET_ROUNDS = 3;
    private static final long ROUND_MILLIS = 20;

    private LiveObjects() {}

    /**
     * The number of native objects once the collector has freed all that nobody holds. To be asked before what a test looks at; what
     * that leaves to the collector is a leak, so afterwards {@link Scope#liveObjects} is compared as it is.
     */
    public static long settled() {
        long count = Scope.liveObjects();
        for (int quiet = 0; quiet < QUIET_ROUNDS; ) {
            System.gc();
            pause();
            long now = Scope.liveObjects();
            quiet = now == count ? quiet + 1 : 0;
            count = now;
        }
        return count;
    }

    private static void pause() {
        try {
            Thread.sleep(ROUND_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while native objects were counted", e);
        }
    }
}
