package org.decathlete.nn.tensor;

/** Lanes on a system that starts no more threads. */
public final class RefusedThreads {

    private RefusedThreads() {}

    /** A {@link LaneThreads.Start}. */
    public static LaneThreads lanes(int threads, int most) {
        return LaneThreads.of(threads, most, task -> {
            throw new OutOfMemoryError(
                    "unable to create native thread: possibly out of memory or process/resource limits reached");
        });
    }
}
