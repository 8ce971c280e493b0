package org.decathlete.search.store;

/** What a worker hears when it renews its lease. */
public enum Standing {
    /** The trial is still its own. */
    HELD,
    /** The trial is still its own, but the study was stopped: give it back. */
    STOPPED,
    /** The trial is another worker's, or has ended; nothing that this worker says about it is heard. */
    LOST
}
