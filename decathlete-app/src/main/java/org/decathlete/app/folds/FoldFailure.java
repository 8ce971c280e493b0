package org.decathlete.app.folds;

import java.util.Map;
import java.util.stream.Collectors;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;

/**
 * Why a fold was not finished.
 *
 * @param kind what went wrong
 * @param message in words
 */
record FoldFailure(ErrorKind kind, String message) {

    static FoldFailure of(DecathleteException failure) {
        return new FoldFailure(failure.kind(), String.valueOf(failure.getMessage()));
    }

    /**
     * What a command ends with that could not finish all folds: to go on where it stopped is what an interruption asks for, whatever
     * else went wrong.
     */
    static DecathleteException all(Map<String, FoldFailure> failed, String finished) {
        ErrorKind kind = failed.values().stream().anyMatch(one -> one.kind() == ErrorKind.INTERRUPTED)
                ? ErrorKind.INTERRUPTED
                : failed.values().iterator().next().kind();
        String reasons = failed.entrySet().stream()
                .map(one -> "fold " + one.getKey() + ": " + one.getValue().message())
                .collect(Collectors.joining("; "));
        return new DecathleteException(
                kind, "not finished: " + reasons + ". " + finished + " The same command goes on with the rest.");
    }
}
