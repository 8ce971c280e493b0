package org.decathlete.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.decathlete.app.folds.FoldWorker;
import org.decathlete.core.run.DecathleteException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code fold-worker}: what {@code train --parallel-folds} starts for each fold. Not for people. */
@Command(
        name = FoldWorkerCommand.NAME,
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Trains the fold that the first line of the input describes, until the input ends.")
final class FoldWorkerCommand implements Callable<Integer> {
    static final String NAME = "fold-worker";

    @Override
    public Integer call() {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String job = line(input);
        if (job == null) {
            throw DecathleteException.usage("fold-worker is started by `train --parallel-folds N`");
        }
        AtomicBoolean left = new AtomicBoolean();
        Thread watcher = new Thread(() -> left.set(line(input) == null), "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
        Interruption.guard(
                stop -> FoldWorker.run(job, ConsoleProgress.standard(), () -> stop.getAsBoolean() || left.get()));
        return 0;
    }

    /** The next line, or null where the input has ended. */
    private static @Nullable String line(BufferedReader input) {
        try {
            return input.readLine();
        } catch (IOException e) {
            return null;
        }
    }
}
