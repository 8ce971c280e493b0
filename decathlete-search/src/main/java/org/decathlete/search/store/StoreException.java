package org.decathlete.search.store;

import org.jspecify.annotations.Nullable;

/** A store that cannot be reached, or that does not hold what was asked for. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        this(message, null);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
