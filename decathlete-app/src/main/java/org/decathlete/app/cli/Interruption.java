package org.decathlete.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.tensor.Native;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop: the work sees the flag, writes a checkpoint and ends with the code that says
 * that the same command goes on from here.
 *
 * <p>The end of a process runs the destructors of libtorch's static objects. A thread that computes with libtorch at that time
 * may crash, so the process never ends before the command has, once libtorch is loaded; without it nothing needs waiting for but
 * other processes.
 */
final class Interruption {
    private static final long GRACE_SECONDS = 60;

    private static final AtomicBoolean WANTED = new AtomicBoolean();

    /** How many pieces of work look at the flag. */
    private static final AtomicInteger LOOKING = new AtomicInteger();

    private Interruption() {}

    /** Runs a whole command; returns its exit code. A signal ends the process only when the command has ended, or can be left as it is. */
    static int during(IntSupplier command) {
        AtomicInteger code = new AtomicInteger(ErrorKind.INTERRUPTED.exitCode());
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(code, ended), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            code.set(command.getAsInt());
            return code.get();
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    /** Runs {@code work}, giving it a flag that turns true when the process is asked to stop. */
    static <T> T guard(Function<BooleanSupplier, T> work) {
        LOOKING.incrementAndGet();
        try {
            return work.apply(WANTED::get);
        } finally {
            LOOKING.decrementAndGet();
        }
    }

    private static void stopAndWait(AtomicInteger code, CountDownLatch ended) {
        WANTED.set(true);
        try {
            boolean over = LOOKING.get() > 0 && ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
            if (!over && Native.isLoaded()) {
                ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        // A JVM that a signal ends exits with 128 + signal; the documented code is ours.
        Runtime.getRuntime().halt(code.get());
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is about to stop; the hook does the rest.
        }
    }
}
