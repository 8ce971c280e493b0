package org.decathlete.nn.infer.segmenter;

import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.volume.Grid;
import org.decathlete.nn.infer.memory.CaseMemory;
import org.decathlete.nn.infer.memory.ProbabilityPlace;
import org.decathlete.nn.infer.window.MemoryPlan;
import org.decathlete.nn.infer.window.SlidingWindow;

/** What images take on their way through a predictor. */
final class PredictionMemory {
    /** Voxels of the blocks in which threads decide labels: 10 bytes each are held. */
    private static final long BLOCK_BYTES = 10L << 20;

    private final Preprocessor preprocessor;
    private final SlidingWindow window;
    private final NetworkSpec spec;
    private final int threads;

    PredictionMemory(Preprocessor preprocessor, SlidingWindow window, NetworkSpec spec, int threads) {
        this.preprocessor = preprocessor;
        this.window = window;
        this.spec = spec;
        this.threads = threads;
    }

    CaseMemory of(Grid grid, boolean probabilities) {
        int[] shape = preprocessor.largestShape(grid);
        MemoryPlan plan = window.plan(shape, spec);
        long voxels = grid.voxels();
        long channels = preprocessor.spec().channels();
        long prepared = channels * Float.BYTES * shape[0] * shape[1] * shape[2];
        long labels = Short.BYTES * voxels;
        long kept = probabilities ? ProbabilityPlace.heapBytes(spec.outputChannels(), voxels) : 0;
        return new CaseMemory(
                channels * Float.BYTES * voxels,
                preprocessor.memory(grid),
                prepared + plan.heapBytes() + labels + kept + restoring(grid, shape, probabilities),
                labels + kept,
                plan.nativeBytes());
    }

    /** Planes that wait for their neighbours, and what threads hold: blocks of labels, or three planes of each output. */
    private long restoring(Grid grid, int[] shape, boolean probabilities) {
        long plane = (long) Float.BYTES * shape[1] * shape[2];
        long largest = (long) Float.BYTES * grid.voxels() / Math.max(1, smallest(grid.size()));
        long perThread = probabilities ? 3L * spec.outputChannels() * largest : BLOCK_BYTES + 3 * largest;
        // Probabilities of transposed axes are put in order one output at a time.
        long ordering = probabilities ? (long) Float.BYTES * grid.voxels() : 0;
        return spec.outputChannels() * plane + Math.max(ordering, threads * perThread);
    }

    private static int smallest(int[] size) {
        return Math.min(size[0], Math.min(size[1], size[2]));
    }
}
