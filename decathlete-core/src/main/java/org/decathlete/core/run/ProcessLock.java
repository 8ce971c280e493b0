package org.decathlete.core.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes, and other threads of this one, out of a place while it is held. The operating system lets go of it when its
 * holder dies, however that happens. Where the file system has no locks nobody is kept out.
 */
public final class ProcessLock implements AutoCloseable {
    private static final long POLL_MILLIS = 50;

    /** What this process holds: to the operating system its threads are one, and one that closes the file lets go for all. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final @Nullable FileChannel channel;

    private ProcessLock(Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param file the lock, created where needed; it stays behind, empty
     * @param waitMillis for how long
     * @param stop asked now and then whether to stop waiting
     * @return the lock, or null where another held it all the time
     * @throws DecathleteException of kind RESOURCE when the file's folder cannot be made
     */
    public static @Nullable ProcessLock await(Path file, long waitMillis, BooleanSupplier stop) {
        Path place = file.toAbsolutePath().normalize();
        long end = System.nanoTime() + waitMillis * 1_000_000;
        ProcessLock lock = attempt(place);
        while (lock == null && System.nanoTime() < end && !stop.getAsBoolean() && rested()) {
            lock = attempt(place);
        }
        return lock;
    }

    private static @Nullable ProcessLock attempt(Path file) {
        if (!HELD.add(file)) {
            return null;
        }
        ProcessLock lock = null;
        try {
            lock = locked(file);
            return lock;
        } finally {
            if (lock == null) {
                HELD.remove(file);
            }
        }
    }

    private static @Nullable ProcessLock locked(Path file) {
        FileChannel channel = open(file);
        try {
            if (channel.tryLock() != null) {
                return new ProcessLock(file, channel);
            }
        } catch (IOException e) {
            closeQuietly(channel);
            return new ProcessLock(file, null);
        }
        closeQuietly(channel);
        return null;
    }

    private static FileChannel open(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE, file + " cannot be made (" + e + "); check the folder's permissions", e);
        }
    }

    /** Waits a moment; false where this thread was interrupted. */
    private static boolean rested() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets others in. */
    @Override
    public void close() {
        if (channel != null) {
            closeQuietly(channel);
        }
        HELD.remove(file);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the process at the latest.
        }
    }
}
