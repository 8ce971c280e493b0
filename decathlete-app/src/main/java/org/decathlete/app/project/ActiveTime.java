package org.decathlete.app.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * Time that a command has worked, which its budget is counted in: that of this process and, where an earlier process of the same
 * command was stopped or killed, what that one had spent. The work folder remembers it to within {@value #BEAT_SECONDS} s, until the
 * command has come to an end. What other commands spend in the same work folder is theirs.
 */
public final class ActiveTime {
    private static final String FORMAT = "decathlete-active-time";
    private static final int VERSION = 1;
    private static final long BEAT_SECONDS = 10;

    private final long startedNanos = System.nanoTime();
    private final double before;
    private final boolean resumed;

    private record Stored(String format, int version, double seconds) {}

    private ActiveTime(double before, boolean resumed) {
        this.before = before;
        this.resumed = resumed;
    }

    /** Of a process that nothing was spent before. */
    public static ActiveTime start() {
        return new ActiveTime(0, false);
    }

    /**
     * Does the work of a command.
     *
     * @param work the work folder
     * @param command says which command it is; equal where the same was asked for
     * @param body gets the time
     */
    public static <T> T during(Path work, String command, Function<ActiveTime, T> body) {
        Path file = file(work, command);
        ActiveTime time = read(file);
        Memory memory = new Memory(time, work, file);
        Thread beat = new Thread(memory::beat, "active-time");
        beat.setDaemon(true);
        beat.start();
        boolean goesOn = false;
        try {
            return body.apply(time);
        } catch (DecathleteException e) {
            goesOn = e.kind() == ErrorKind.INTERRUPTED;
            throw e;
        } finally {
            memory.end(goesOn);
        }
    }

    /** Where a work folder remembers the time of a command that has not come to its end. */
    static Path file(Path work, String command) {
        return work.resolve("active_time").resolve(command + ".json");
    }

    /** So far. */
    public double seconds() {
        return before + (System.nanoTime() - startedNanos) / 1e9;
    }

    /** Whether an earlier process of the same command was stopped before its end. */
    public boolean isResumed() {
        return resumed;
    }

    private static ActiveTime read(Path file) {
        if (!Files.exists(file)) {
            return start();
        }
        JsonNode tree = Json.read(file);
        Formats.require(file, tree, FORMAT, VERSION);
        return new ActiveTime(tree.path("seconds").asDouble(0), true);
    }

    /** Keeps the file of a command that is at work. */
    private static final class Memory {
        private final ActiveTime time;
        private final Path work;
        private final Path file;
        private final CountDownLatch ended = new CountDownLatch(1);

        Memory(ActiveTime time, Path work, Path file) {
            this.time = time;
            this.work = work;
            this.file = file;
        }

        void beat() {
            try {
                do {
                    remember();
                } while (!ended.await(BEAT_SECONDS, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        synchronized void end(boolean goesOn) {
            if (goesOn) {
                remember();
            } else {
                forget();
            }
            ended.countDown();
        }

        /** A work folder that is not there yet has nothing to remember. */
        private synchronized void remember() {
            if (ended.getCount() > 0 && Files.isDirectory(work)) {
                try {
                    Json.write(file, new Stored(FORMAT, VERSION, time.seconds()));
                } catch (DecathleteException e) {
                    // A disk that is full stops the work itself, which says so.
                }
            }
        }

        private void forget() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The command has ended all the same; at worst its next run is charged for this one.
            }
        }
    }
}
