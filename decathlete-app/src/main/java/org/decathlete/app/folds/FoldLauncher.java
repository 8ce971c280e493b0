package org.decathlete.app.folds;

/** Knows how to start this program again, for one fold. */
@FunctionalInterface
public interface FoldLauncher {
    /**
     * A process that reads the description of a fold as one line from its input, hands it to {@link FoldWorker}, stops in good order
     * when its input ends, and exits with the code of what came of it.
     *
     * @param threads processors that it may use
     * @param heapBytes limit of its Java heap
     */
    ProcessBuilder worker(int threads, long heapBytes);
}
