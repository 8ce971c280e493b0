package org.decathlete.app.pipeline;

/** Time since a command began its work. */
final class ActiveTime {
    private final long startedNanos = System.nanoTime();

    private ActiveTime() {}

    static ActiveTime start() {
        return new ActiveTime();
    }

    double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }
}
