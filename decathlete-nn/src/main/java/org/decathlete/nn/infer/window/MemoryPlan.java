package org.decathlete.nn.infer.window;

import java.util.Locale;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.infer.memory.FreeMemory;
import org.decathlete.nn.infer.memory.MemoryText;
import org.decathlete.nn.tensor.LaneThreads;
import org.decathlete.nn.tensor.Precision;

/**
 * What a sliding window will take, known before it starts.
 *
 * @param tiles number of tiles
 * @param lanes passes side by side
 * @param samplesPerPass tiles or mirrored views that go through a network together, in each lane
 * @param tilesPerPass tiles whose views are taken together
 * @param rowsTogether rows of tiles along z after which finished planes are handed over
 * @param openPlanes planes for which sums are held at the same time
 * @param heapBytes of the Java heap: float32 sums per output of the open planes, their weights, the batches of tiles in work
 * @param nativeBytes outside it, roughly: the activations of one forward pass in each lane
 */
public record MemoryPlan(
        int tiles,
        int lanes,
        int samplesPerPass,
        int tilesPerPass,
        int rowsTogether,
        int openPlanes,
        long heapBytes,
        long nativeBytes) {
    /**
     * On a processor larger passes are slower: their activations leave its cache. Two hippocampus patches of 89,600 voxels take 85 ms
     * each, one 90, and of four or eight each takes 97 to 100 (docs/benchmarks.md).
     */
    private static final long VOXELS_PER_PASS = 200_000;

    /** Where a GPU does not say what it has. */
    private static final long VOXELS_PER_PASS_GPU = 8_000_000;

    /** Share of the free memory that larger passes may take; the rest is for what is not counted, such as convolution workspaces. */
    private static final double MARGIN_GPU = 0.7;

    private static final double MARGIN = 0.5;

    /** Of the Java heap, tiles on their way to and from the networks take no more than this part. */
    private static final int HEAP_SHARE = 8;

    /** Tensors of full resolution and first-stage width alive at the worst moment: skip, upsampled, joined (two), result. */
    private static final int LIVE_TENSORS = 6;

    private static final int UNKNOWN_WIDTH = 64;

    /** Lanes leave a pass no fewer, if it had them in turn: with a single small sample libtorch leaves oneDNN's convolutions in float32. */
    private static final long LEAST_SAMPLES_FP32 = 2;

    /**
     * @param threads that lanes may share; 1 for passes in turn
     * @param nativeFree bytes that passes can use: of a GPU's memory, or of the machine's beside the Java heap; only part of them is
     *     taken for larger passes. {@link Long#MAX_VALUE} where that is not known
     */
    static MemoryPlan of(
            TileGrid grid, int[] shape, NetworkSpec spec, WindowSettings settings, int threads, long nativeFree) {
        int views = 1 << settings.mirrorAxes().length;
        long perSample = nativeBytesPerSample(grid, spec, settings.precision());
        long perTile = (long) Float.BYTES * grid.voxels() * (spec.inputChannels() + spec.outputChannels());
        long heapShare = FreeMemory.usableHeap() / HEAP_SHARE;
        boolean apart = !settings.device().cuda() && grid.voxels() <= LaneThreads.LARGEST_SAMPLE;
        long inTurn = Math.max(1, samples(grid, settings.device().cuda(), nativeFree, perSample));
        long least = Math.min(inTurn, settings.precision() == Precision.FP32 ? LEAST_SAMPLES_FP32 : 1);
        long fitting = (long) (nativeFree * MARGIN) / (least * perSample);
        long most = Math.min(Math.min(passes(grid.count(), views, inTurn), fitting), tilesAhead(heapShare / perTile));
        int lanes = apart ? LaneThreads.count(threads, (int) Math.min(threads, most)) : 1;
        long wanted = samples(grid, settings.device().cuda(), nativeFree / lanes, perSample);
        long share = ((long) grid.count() * views + lanes - 1) / lanes;
        int samples = (int) Math.max(1, Math.min(wanted, share));
        long inOneArray = Integer.MAX_VALUE / ((long) grid.voxels() * spec.outputChannels());
        long inHeap = heapShare / perTile / tilesHeld(lanes);
        int together =
                (int) Math.max(1, Math.min(Math.min(grid.count(), Math.min(inOneArray, inHeap)), samples / views));
        // However much a GPU takes: more rows hold more planes of the heap.
        long fewTiles = Math.min(together, Math.max(1, VOXELS_PER_PASS_GPU / grid.voxels()));
        int rows = (int) Math.max(1, Math.min(grid.rows(), lanes * fewTiles / grid.tilesPerRow()));
        int tiles = Math.max(1, Math.min(together, rows * grid.tilesPerRow() / lanes));
        int planes = grid.openPlanes(rows, shape[0]);
        long open = (long) planes * shape[1] * shape[2] * (spec.outputChannels() + 1);
        long heap = Float.BYTES * (open + grid.voxels()) + tilesHeld(lanes) * tiles * perTile;
        return new MemoryPlan(
                grid.count(), lanes, samples, tiles, rows, planes, heap, (long) lanes * samples * perSample);
    }

    /** How many batches of tiles wait or are in work: with lanes one is summed up, too. */
    private static long tilesHeld(int lanes) {
        return lanes == 1 ? 1 : 1 + (long) TileLanes.AHEAD * lanes;
    }

    /** For how many lanes the Java heap has room, of so many tiles. */
    private static long tilesAhead(long tiles) {
        return (tiles - 1) / TileLanes.AHEAD;
    }

    /** How often a network is asked: of more lanes some would never have a pass, or all of them passes that are too small. */
    private static long passes(long tiles, int views, long samples) {
        if (samples < views) {
            return tiles * ((views + samples - 1) / samples);
        }
        long together = samples / views;
        return (tiles + together - 1) / together;
    }

    private static long samples(TileGrid grid, boolean cuda, long nativeFree, long perSample) {
        long fitting = (long) (nativeFree * (cuda ? MARGIN_GPU : MARGIN)) / perSample;
        long useful = cuda ? VOXELS_PER_PASS_GPU / grid.voxels() : VOXELS_PER_PASS / grid.voxels();
        return cuda && nativeFree < Long.MAX_VALUE ? fitting : Math.min(useful, fitting);
    }

    private static long nativeBytesPerSample(TileGrid grid, NetworkSpec spec, Precision precision) {
        int width = spec instanceof UNetSpec unet ? unet.featuresPerStage().get(0) : UNKNOWN_WIDTH;
        int bytes = precision == Precision.FP32 ? 4 : 2;
        return grid.voxels()
                * ((long) LIVE_TENSORS * width * bytes
                        + Float.BYTES * (2L * spec.inputChannels() + 3L * spec.outputChannels()));
    }

    /** Whether it fits into what is free, arguments as for {@link #requireFit}. */
    boolean fits(long heapFree, long nativeFree) {
        return heapBytes <= heapFree && nativeBytes <= nativeFree;
    }

    /**
     * Refuses what cannot fit.
     *
     * @param heapFree bytes of the Java heap that are free
     * @param nativeFree bytes outside it that are free, of the machine or of a GPU
     * @throws DecathleteException of kind RESOURCE
     */
    void requireFit(long heapFree, long nativeFree) {
        if (heapBytes > heapFree) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    "prediction needs " + MemoryText.of(heapBytes) + " of the Java heap, which has "
                            + MemoryText.of(heapFree) + " left; " + MemoryText.remedy(heapBytes - heapFree));
        }
        if (nativeBytes > nativeFree) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    "prediction needs about " + MemoryText.of(nativeBytes)
                            + " beside the Java heap, where " + MemoryText.of(nativeFree)
                            + " are left; close other programs");
        }
    }

    /** For people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "sliding window: %d tiles, %d together%s, sums for %d planes at a time, %s of heap, about %s beside it",
                tiles,
                samplesPerPass,
                lanes == 1 ? "" : " in each of " + lanes + " lanes",
                openPlanes,
                MemoryText.of(heapBytes),
                MemoryText.of(nativeBytes));
    }
}
