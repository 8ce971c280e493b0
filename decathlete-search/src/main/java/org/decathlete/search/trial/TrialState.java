package org.decathlete.search.trial;

/** How far a trial has come, or how it ended. */
public enum TrialState {
    /** Asked for and not told yet. */
    RUNNING,
    /** Ended with all its objectives. */
    OK,
    /** Ended with an objective that is not a finite number. */
    NAN,
    /** Needed more memory than there was. */
    OUT_OF_MEMORY,
    /** Took longer than it was given. */
    TIMEOUT,
    /** Ended with an error. */
    CRASHED,
    /**
     * Was ended when half of its budget was spent, or on some of its folds, since it would not have been continued. No failure, but without
     * figures.
     */
    STOPPED,
    /** Was ended from outside, such as by a worker's death. */
    KILLED;

    /** Whether it came to an end. */
    public boolean ended() {
        return this != RUNNING;
    }

    /** Whether something went wrong. */
    public boolean failed() {
        return ended() && this != OK && this != STOPPED;
    }
}
