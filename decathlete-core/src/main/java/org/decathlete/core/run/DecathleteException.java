package org.decathlete.core.run;

import org.jspecify.annotations.Nullable;

/** The one exception that reaches a user. Its message names the file, the field, the value and the remedy. */
public final class DecathleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    public DecathleteException(ErrorKind kind, String message) {
        this(kind, message, null);
    }

    public DecathleteException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** Bad input data. */
    public static DecathleteException data(String message) {
        return new DecathleteException(ErrorKind.DATA, message);
    }

    /** Bad input data, found while something else failed. */
    public static DecathleteException data(String message, Throwable cause) {
        return new DecathleteException(ErrorKind.DATA, message, cause);
    }

    /** Wrong usage. */
    public static DecathleteException usage(String message) {
        return new DecathleteException(ErrorKind.USAGE, message);
    }
}
