package org.decathlete.app.folds;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;

/**
 * A process that trains one fold. It lives no longer than this one: its input ends when this process closes it or dies, and then it
 * writes a checkpoint and goes.
 */
final class FoldProcess {
    private static final String SAYS_WHY = "decathlete: ";
    private static final long POLL_MILLIS = 200;

    /** Less than what the command line waits for this process to end in good order. */
    private static final long GRACE_SECONDS = 45;

    private final String fold;
    private final Process process;
    private final OutputStream input;
    private final Thread reader;
    private volatile String reason = "";

    private FoldProcess(String fold, Process process, Progress progress) {
        this.fold = fold;
        this.process = process;
        this.input = process.getOutputStream();
        this.reader = new Thread(() -> read(progress), "fold-" + fold);
        reader.setDaemon(true);
    }

    /** Starts it. */
    static FoldProcess start(ProcessBuilder builder, FoldJob job, Progress progress) {
        String fold = job.request().folds().get(0);
        try {
            FoldProcess started =
                    new FoldProcess(fold, builder.redirectErrorStream(true).start(), progress);
            started.reader.start();
            started.input.write((Json.mapper().writeValueAsString(job) + "\n").getBytes(StandardCharsets.UTF_8));
            started.input.flush();
            return started;
        } catch (IOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    "no process can be started for fold " + fold + " (" + e + "); use --parallel-folds 1",
                    e);
        }
    }

    /**
     * Waits until it has ended; tells it to stop when that is wanted.
     *
     * @return why it is not finished; empty where it is
     */
    Optional<FoldFailure> await(BooleanSupplier stop) throws InterruptedException {
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) && !stop.getAsBoolean()) {
                // Once more.
            }
        } finally {
            end();
        }
        reader.join();
        return outcome(process.exitValue());
    }

    private void end() throws InterruptedException {
        try {
            input.close();
        } catch (IOException e) {
            // It is gone already.
        }
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            // Its files are whole at every moment; only the steps since its last checkpoint are lost.
            process.destroyForcibly().waitFor();
        }
    }

    private Optional<FoldFailure> outcome(int code) {
        if (code == 0) {
            return Optional.empty();
        }
        ErrorKind kind = Arrays.stream(ErrorKind.values())
                .filter(one -> one.exitCode() == code)
                .findFirst()
                .orElse(ErrorKind.TRAINING);
        String why = reason.isEmpty()
                ? "its process ended with code " + code
                        + "; where memory was short, use a smaller --parallel-folds or DECATHLETE_JAVA_OPTIONS='-Xmx…'"
                : reason;
        return Optional.of(new FoldFailure(kind, why));
    }

    private void read(Progress progress) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                progress.say("fold " + fold + " | " + line);
                if (line.startsWith(SAYS_WHY)) {
                    reason = line.substring(SAYS_WHY.length());
                }
            }
        } catch (IOException e) {
            progress.say("fold " + fold + " | what it says cannot be read any more (" + e + ")");
        }
    }
}
