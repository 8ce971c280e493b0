package org.decathlete.core.run;

/** What went wrong, in the classes that a caller can act on; each has its exit code of the command line. */
public enum ErrorKind {
    /** The command line or the API was used wrongly. */
    USAGE(2),
    /** The input data cannot be used as they are. */
    DATA(3),
    /** Not enough memory or disk. */
    RESOURCE(4),
    /** Stopped from outside; the same command goes on from here. */
    INTERRUPTED(5),
    /** The training failed, and recovering from it failed too. */
    TRAINING(6),
    /** Some cases failed; the others are done. */
    CASES(7),
    /** A bug of ours. */
    BUG(70);

    private final int exitCode;

    ErrorKind(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Exit code of a command that ends with this kind of error. */
    public int exitCode() {
        return exitCode;
    }
}
