package org.decathlete.nn.train.state;

/** Active time of a training: what earlier processes spent, as the checkpoint remembers it, and what this one has. */
public final class Stopwatch {
    private final long started = System.nanoTime();
    private double before;

    /** Goes on from the time that a checkpoint remembers; this process counts from its start. */
    void resumeFrom(double seconds) {
        before = seconds;
    }

    double seconds() {
        return before + (System.nanoTime() - started) / 1e9;
    }
}
