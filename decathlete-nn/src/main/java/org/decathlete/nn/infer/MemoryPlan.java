package org.decathlete.nn.infer;

import java.util.Locale;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Precision;

/**
 * What a sliding window will take, known before it starts.
 *
 * @param tiles number of tiles
 * @param samplesPerPass tiles or mirrored views that go through a network together
 * @param tilesPerPass tiles whose views are taken together
 * @param rowsTogether rows of tiles along z after which finished planes are handed over
 * @param openPlanes planes for which sums are held at the same time
 * @param heapBytes of the Java heap: float32 sums per output of the open planes, their weights, one batch of tiles
 * @param nativeBytes outside it, roughly: the activations of one forward pass
 */
public record MemoryPlan(
        int tiles,
        int samplesPerPass,
        int tilesPerPass,
        int rowsTogether,
        int openPlanes,
        long heapBytes,
        long nativeBytes) {
    /** Larger passes bring no more speed on a processor; a hippocampus patch with its eight views fits. */
    private static final long VOXELS_PER_PASS = 1_000_000;

    private static final long VOXELS_PER_PASS_GPU = 8_000_000;

    /** Tensors of full resolution and first-stage width alive at the worst moment: skip, upsampled, joined (two), result. */
    private static final int LIVE_TENSORS = 6;

    private static final int UNKNOWN_WIDTH = 64;

    /** @param nativeFree bytes beside the Java heap; half of them are taken for larger passes, not more */
    static MemoryPlan of(TileGrid grid, int[] shape, NetworkSpec spec, WindowSettings settings, long nativeFree) {
        int views = 1 << settings.mirrorAxes().length;
        long perSample = nativeBytesPerSample(grid, spec, settings.precision());
        long budget = settings.device().cuda() ? VOXELS_PER_PASS_GPU : VOXELS_PER_PASS;
        long wanted = Math.min(budget / grid.voxels(), nativeFree / 2 / perSample);
        int samples = (int) Math.max(1, Math.min(wanted, (long) grid.count() * views));
        long inOneArray = Integer.MAX_VALUE / ((long) grid.voxels() * spec.outputChannels());
        int together = (int) Math.max(1, Math.min(Math.min(grid.count(), inOneArray), samples / views));
        int rows = Math.max(1, Math.min(grid.rows(), together / grid.tilesPerRow()));
        int tiles = Math.min(together, rows * grid.tilesPerRow());
        int planes = grid.openPlanes(rows, shape[0]);
        long open = (long) planes * shape[1] * shape[2] * (spec.outputChannels() + 1);
        long batch = (long) tiles * grid.voxels() * (spec.inputChannels() + spec.outputChannels());
        long heap = Float.BYTES * (open + batch + grid.voxels());
        return new MemoryPlan(grid.count(), samples, tiles, rows, planes, heap, samples * perSample);
    }

    private static long nativeBytesPerSample(TileGrid grid, NetworkSpec spec, Precision precision) {
        int width = spec instanceof UNetSpec unet ? unet.featuresPerStage().get(0) : UNKNOWN_WIDTH;
        int bytes = precision == Precision.FP32 ? 4 : 2;
        return grid.voxels()
                * ((long) LIVE_TENSORS * width * bytes
                        + Float.BYTES * (2L * spec.inputChannels() + 3L * spec.outputChannels()));
    }

    /**
     * Refuses what cannot fit.
     *
     * @param heapFree bytes of the Java heap that are free
     * @param machineFree bytes of the machine that are free
     * @throws DecathleteException of kind RESOURCE
     */
    void requireFit(long heapFree, long machineFree) {
        if (heapBytes > heapFree) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    "prediction needs " + MemoryText.of(heapBytes) + " of the Java heap, which has "
                            + MemoryText.of(heapFree) + " left; " + MemoryText.remedy(heapBytes - heapFree));
        }
        if (nativeBytes > machineFree) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    "prediction needs about " + MemoryText.of(nativeBytes)
                            + " beside the Java heap, and the machine has " + MemoryText.of(machineFree)
                            + " left; close other programs");
        }
    }

    /** For people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "sliding window: %d tiles, %d together, sums for %d planes at a time, %s of heap, about %s beside it",
                tiles,
                samplesPerPass,
                openPlanes,
                MemoryText.of(heapBytes),
                MemoryText.of(nativeBytes));
    }
}
