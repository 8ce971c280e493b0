package org.decathlete.app.study;

/** Why somebody stopped working on a study. */
public enum Ending {
    /** There is nothing more to do in it. */
    FINISHED,
    /** Somebody has asked all its workers to stop. */
    STOPPED,
    /** The time that was given is used up. */
    OUT_OF_TIME,
    /** This process was told to stop. */
    INTERRUPTED
}
