package org.decathlete.app.study;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.ProcessLock;

/**
 * A worker's place in a work folder, held as long as its process lives. Its name belongs to the place: whoever takes the place of a worker
 * that was killed goes on with that one's trial at once.
 */
final class WorkerPlace implements AutoCloseable {
    private static final int MOST = 64;
    private static final int DIGITS = 8;

    private final ProcessLock lock;
    private final String name;

    private WorkerPlace(ProcessLock lock, String name) {
        this.lock = lock;
        this.name = name;
    }

    /**
     * Takes the first free place.
     *
     * @throws DecathleteException of kind USAGE when all are taken
     */
    static WorkerPlace take(Path work, String study, BooleanSupplier stop) {
        String folder = Hash.of(work.toAbsolutePath().normalize().toString()).substring(0, DIGITS);
        String locks = Hash.of(study).substring(0, DIGITS);
        for (int number = 0; number < MOST; number++) {
            Path file = work.resolve("trials").resolve("." + locks + "_worker_" + number + ".lock");
            ProcessLock lock = ProcessLock.await(file, 0, stop);
            if (lock != null) {
                return new WorkerPlace(lock, host() + " " + folder + "/" + number);
            }
        }
        throw DecathleteException.usage(MOST + " workers work on study " + study + " in " + work + " already");
    }

    /** No other worker's. */
    String name() {
        return name;
    }

    @Override
    public void close() {
        lock.close();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
