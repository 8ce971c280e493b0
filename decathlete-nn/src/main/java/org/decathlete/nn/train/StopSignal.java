package org.decathlete.nn.train;

/** Whether somebody wants a training to stop: by asking for it, or by interrupting its thread. */
final class StopSignal {
    private volatile boolean requested;

    void request() {
        requested = true;
    }

    boolean isRaised() {
        return requested || Thread.currentThread().isInterrupted();
    }
}
