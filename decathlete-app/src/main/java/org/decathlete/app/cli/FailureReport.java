package org.decathlete.app.cli;

import java.io.PrintWriter;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.search.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells the user what went wrong in one message and picks the documented exit code; a stack trace only for our own bugs. */
final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof DecathleteException known) {
            err.println("decathlete: " + known.getMessage());
            return known.kind().exitCode();
        }
        if (failure instanceof StoreException) {
            err.println("decathlete: " + failure.getMessage());
            return ErrorKind.DATA.exitCode();
        }
        if (isOutOfMemory(failure)) {
            return outOfMemory(err, String.valueOf(failure.getMessage()));
        }
        err.println("decathlete: a bug of ours, please report it with the lines below");
        failure.printStackTrace(err);
        return ErrorKind.BUG.exitCode();
    }

    /** What a command does with an {@link OutOfMemoryError}, which picocli does not hand to a handler. */
    static int outOfMemory(PrintWriter err, String detail) {
        err.println(
                "decathlete: not enough memory (" + detail
                        + "). Close other programs, use fewer threads (--threads 1), or "
                        + "give Java more with DECATHLETE_JAVA_OPTIONS='-Xmx8g'. Run the same command again: it goes on where it stopped.");
        return ErrorKind.RESOURCE.exitCode();
    }

    /** libtorch reports a failed allocation as a plain RuntimeException. */
    private static boolean isOutOfMemory(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("can't allocate memory") || message.contains("CUDA out of memory");
    }
}
