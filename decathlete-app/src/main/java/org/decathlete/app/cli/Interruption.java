package org.decathlete.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.decathlete.core.run.ErrorKind;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop: the work sees the flag, writes a checkpoint and ends with the code that says
 * that the same command goes on from here.
 */
final class Interruption {
    private static final long GRACE_SECONDS = 60;

    private Interruption() {}

    /**
     * Runs {@code work}, giving it a flag that turns true when the process is asked to stop.
     */
    static <T> T guard(Function<BooleanSupplier, T> work) {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(stop, ended), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.apply(stop::get);
        } finally {
            ended.countDown();
            removeUnlessStopping(hook, stop);
        }
    }

    private static void stopAndWait(AtomicBoolean stop, CountDownLatch ended) {
        stop.set(true);
        try {
            if (ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                // The main thread has still to say why it ended.
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A JVM that a signal ends exits with 128 + signal; the documented code is ours.
        Runtime.getRuntime().halt(ErrorKind.INTERRUPTED.exitCode());
    }

    private static void removeUnlessStopping(Thread hook, AtomicBoolean stop) {
        if (!stop.get()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process began to stop between the two lines; the hook does the rest.
            }
        }
    }
}
