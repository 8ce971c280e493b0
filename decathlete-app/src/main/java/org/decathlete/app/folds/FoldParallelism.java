package org.decathlete.app.folds;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.decathlete.app.training.TrainingMemory;

/**
 * How many folds are trained at a time. Each gets its own share of the processor's threads, so that no training's Java threads work
 * beside another's libtorch threads, which wait for each other at every operation (reference: engine, section 7).
 *
 * @param count folds at a time, at least 1
 * @param threads of each, at least 1
 * @param heapBytes limit of each process's Java heap; of no meaning with one at a time
 * @param reason in words
 */
record FoldParallelism(int count, int threads, long heapBytes, String reason) {
    /**
     * Part of a step that further threads do not speed up: with two threads a step of batch 2 is 1.92 times as fast as with one
     * (reference: engine, section 2.3).
     */
    private static final double SERIAL = 0.04;

    /** A training has two Java threads, one of them libtorch's first: fewer would make it wait for itself. */
    private static final int FEWEST_THREADS = 2;

    /** Fewer trainings at a time are simpler: more must save at least so much of the time. */
    private static final double WORTHWHILE = 0.9;

    /** Of the memory that is free, so that the machine stays usable. */
    private static final double USABLE = 0.85;

    /**
     * What there is to share.
     *
     * @param threads processor threads of the command
     * @param cuda whether networks are on a GPU
     * @param availableBytes memory that the machine can still give
     * @param heapBytes limit of this process's Java heap, which the processes share
     */
    record Resources(int threads, boolean cuda, long availableBytes, long heapBytes) {}

    /**
     * Decides.
     *
     * @param asked folds at a time; empty to choose
     * @param pending folds that are still to be trained
     * @param begun threads of those that began before and end bit by bit as they would have; empty where there are none
     * @param memory of one training; empty where it is not known
     */
    static FoldParallelism decide(
            OptionalInt asked, int pending, OptionalInt begun, Optional<TrainingMemory> memory, Resources resources) {
        if (asked.isPresent()) {
            int count = Math.min(asked.getAsInt(), pending);
            int threads = resources.threads() / count;
            String warning = memory.isPresent() && !fits(count, threads, memory, resources)
                    ? "; that may be more than memory allows: " + text(memory.get(), threads, resources)
                    : "";
            return of(count, threads, memory, resources, "as asked" + warning);
        }
        if (begun.isPresent() && begun.getAsInt() <= resources.threads()) {
            int threads = begun.getAsInt();
            int most = Math.min(pending, resources.threads() / threads);
            return of(
                    most(most, count -> fits(count, threads, memory, resources)),
                    threads,
                    memory,
                    resources,
                    "as they began, so that they end as they would have (--parallel-folds N decides anew)");
        }
        if (resources.cuda()) {
            return of(
                    1,
                    resources.threads(),
                    memory,
                    resources,
                    "because they share one GPU (--parallel-folds N trains more at a time where its memory allows)");
        }
        int most = most(
                Math.min(pending, resources.threads() / FEWEST_THREADS),
                count -> fits(count, resources.threads() / count, memory, resources));
        int best = fastest(pending, most, resources.threads());
        String limit = memory.map(one -> text(one, resources.threads() / best, resources))
                .orElse("the memory of such a network is not known");
        String gain = best == 1
                ? "which is expected to take the least time; "
                : String.format(
                        Locale.ROOT,
                        "expected to be %.1f times as fast as one after another; ",
                        seconds(pending, 1, resources.threads()) / seconds(pending, best, resources.threads()));
        return of(best, resources.threads() / best, memory, resources, gain + limit);
    }

    private static FoldParallelism of(
            int count, int threads, Optional<TrainingMemory> memory, Resources resources, String reason) {
        int each = Math.max(1, threads);
        long share = (long) (USABLE * resources.availableBytes()) / count;
        long heap = memory.map(one -> Math.max(
                        one.heapBytes(), Math.min(resources.heapBytes() / count, share - one.nativeBytes(each))))
                .orElse(resources.heapBytes() / count);
        String with = " with " + each + (each == 1 ? " thread" : " threads");
        String what = count == 1
                ? "folds one after another" + with + ", "
                : "folds: " + count + " at a time" + with + " each, ";
        return new FoldParallelism(count, each, heap, what + reason);
    }

    /** The smallest number at a time that none beats by enough. */
    private static int fastest(int pending, int most, int threads) {
        int best = 1;
        for (int count = 2; count <= most; count++) {
            if (seconds(pending, count, threads) < WORTHWHILE * seconds(pending, best, threads)) {
                best = count;
            }
        }
        return best;
    }

    /** Time for all, in units of one training with one thread (Amdahl's law). */
    private static double seconds(int pending, int count, int threads) {
        int waves = (pending + count - 1) / count;
        return waves * (SERIAL + (1 - SERIAL) / Math.max(1, threads / count));
    }

    /** The largest number up to another that fits, and all below it; at least 1. */
    private static int most(int upTo, IntPredicate fits) {
        int most = 1;
        while (most < upTo && fits.test(most + 1)) {
            most++;
        }
        return most;
    }

    /** Whether memory holds so many trainings of so many threads each: with more threads, more samples have gradients of their own. */
    private static boolean fits(int count, int threads, Optional<TrainingMemory> memory, Resources resources) {
        return memory.isPresent()
                && count * (double) memory.get().bytes(Math.max(1, threads)) <= USABLE * resources.availableBytes();
    }

    private static String text(TrainingMemory memory, int threads, Resources resources) {
        double gibibyte = 1L << 30;
        String taken = String.format(
                Locale.ROOT, "a training is expected to take %.1f GiB", memory.bytes(Math.max(1, threads)) / gibibyte);
        return resources.availableBytes() == Long.MAX_VALUE
                ? taken
                : taken + String.format(Locale.ROOT, ", and %.1f GiB are free", resources.availableBytes() / gibibyte);
    }
}
