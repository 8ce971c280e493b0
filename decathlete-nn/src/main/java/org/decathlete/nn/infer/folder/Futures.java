package org.decathlete.nn.infer.folder;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.jspecify.annotations.Nullable;

/** Results of other threads. */
final class Futures {

    private Futures() {}

    /** The result, or what was thrown instead of it. */
    static <T extends @Nullable Object> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecathleteException(ErrorKind.INTERRUPTED, "interrupted; the same command goes on from here", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
