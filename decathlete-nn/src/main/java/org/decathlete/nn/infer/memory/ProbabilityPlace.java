package org.decathlete.nn.infer.memory;

import java.nio.file.Path;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;

/** Where the probabilities of an image wait to be written: in memory where they take a small part of it, else on the disk. */
public final class ProbabilityPlace {
    /** Of the usable heap; two images can have theirs at a time. */
    private static final int HEAP_SHARE = 8;

    private ProbabilityPlace() {}

    /** For an image, by its id, whose results go to {@code folder}. */
    public static ProbabilityStorage of(Path folder, String id) {
        return new ProbabilityStorage(FreeMemory.usableHeap() / HEAP_SHARE, folder, id);
    }

    /** Bytes of the heap that the probabilities of an image take, of so many outputs and voxels; 0 where they wait on the disk. */
    public static long heapBytes(int outputs, long voxels) {
        return of(Path.of(""), "").heapBytes(outputs, voxels);
    }
}
