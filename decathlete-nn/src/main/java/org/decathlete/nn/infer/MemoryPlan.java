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
 * @param heapBytes of the Java heap: float32 sums per output, their weights, one batch of tiles
 * @param nativeBytes outside it, roughly: the activations of one forward pass
 */
public record MemoryPlan(int tiles, int samplesPerPass, long heapBytes, long nativeBytes) {
    /** Larger passes bring no more speed on a processor; a hippocampus patch with its eight views fits. */
    private static final long VOXELS_PER_PASS = 1_000_000;

    private static final long VOXELS_PER_PASS_GPU = 8_000_000;

    /** Tensors of full resolution and first-stage width alive at the worst moment: skip, upsampled, joined (two), result. */
    private static final int LIVE_TENSORS = 6;

    private static final int UNKNOWN_WIDTH = 64;

    static MemoryPlan of(TileGrid grid, int[] shape, NetworkSpec spec, WindowSettings settings) {
        long budget = settings.device().cuda() ? VOXELS_PER_PASS_GPU : VOXELS_PER_PASS;
        int views = 1 << settings.mirrorAxes().length;
        long samples = Math.max(1, Math.min(budget / grid.voxels(), (long) grid.count() * views));
        long voxels = (long) shape[0] * shape[1] * shape[2];
        long tileValues = samples * grid.voxels();
        long heap = 4
                * (voxels * (spec.outputChannels() + 1)
                        + tileValues * (spec.inputChannels() + spec.outputChannels())
                        + grid.voxels());
        int width = spec instanceof UNetSpec unet ? unet.featuresPerStage().get(0) : UNKNOWN_WIDTH;
        int bytes = settings.precision() == Precision.FP32 ? 4 : 2;
        long activations = tileValues
                * ((long) LIVE_TENSORS * width * bytes + 4L * (2 * spec.inputChannels() + 3 * spec.outputChannels()));
        return new MemoryPlan(grid.count(), (int) samples, heap, activations);
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
                    "prediction needs " + megabytes(heapBytes) + " of the Java heap, which has " + megabytes(heapFree)
                            + " left; give Java more (DECATHLETE_JAVA_OPTIONS=-Xmx…) or crop the image");
        }
        if (nativeBytes > machineFree) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    "prediction needs about " + megabytes(nativeBytes) + " beside the Java heap, and the machine has "
                            + megabytes(machineFree) + " left; close other programs");
        }
    }

    /** For people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "sliding window: %d tiles, %d together, %s of heap, about %s beside it",
                tiles,
                samplesPerPass,
                megabytes(heapBytes),
                megabytes(nativeBytes));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
