package org.decathlete.nn.infer.window;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.decathlete.core.preprocess.restoration.LogitsSlab;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.MachineMemory;
import org.decathlete.core.run.Progress;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.infer.memory.FreeMemory;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.DeviceMemory;
import org.decathlete.nn.tensor.LaneThreads;
import org.jspecify.annotations.Nullable;

/**
 * Lets networks see a volume of any size in overlapping tiles of their patch size and joins what they say (nnU-Net,
 * predict_sliding_window_return_logits). Of the sums it holds the planes that tiles in work can still reach. Not thread-safe. The threads
 * of passes side by side are kept from one volume to the next until it is closed.
 */
public final class SlidingWindow implements AutoCloseable {
    private final int[] patch;
    private final WindowSettings settings;
    private final Mirroring mirroring;
    private final int threads;
    private final LongUnaryOperator heap;
    private final LaneThreads.Start start;
    private long stated;
    private boolean refused;
    private @Nullable LaneThreads lanes;

    /** With one thread. */
    public SlidingWindow(int[] patch, WindowSettings settings) {
        this(patch, settings, 1);
    }

    /**
     * @param patch (z, y, x); or (y, x), then slices along the first axis are seen one by one
     * @param threads for the sums; on the processor lanes share them out, each with passes of its own, where a network allows it and
     *     its tiles are small
     */
    public SlidingWindow(int[] patch, WindowSettings settings, int threads) {
        this(patch, settings, threads, FreeMemory::heap, LaneThreads::of);
    }

    /**
     * @param heap bytes of the Java heap that are free, where so many are wanted
     * @param start of lanes
     */
    SlidingWindow(int[] patch, WindowSettings settings, int threads, LongUnaryOperator heap, LaneThreads.Start start) {
        this.patch = patch.clone();
        this.heap = heap;
        this.start = start;
        this.settings = settings;
        this.threads = threads;
        if (Arrays.stream(settings.mirrorAxes()).anyMatch(axis -> axis >= patch.length)) {
            throw new IllegalArgumentException("mirror axes " + Arrays.toString(settings.mirrorAxes())
                    + " do not fit a patch of " + patch.length + " axes");
        }
        mirroring = new Mirroring(settings.mirrorAxes());
    }

    /** What it takes at least to predict a volume of this shape (z, y, x): with passes in turn. */
    public MemoryPlan plan(int[] shape, NetworkSpec spec) {
        return plan(shape, spec, 1);
    }

    /** What it will take with passes side by side, as far as some threads and the memory allow. */
    MemoryPlan plan(int[] shape, NetworkSpec spec, int laneThreads) {
        TileGrid grid = TileGrid.of(shape, patch, settings.step());
        return MemoryPlan.of(grid, shape, spec, settings, laneThreads, nativeFree());
    }

    /** Lanes where they fit beside what is held already, and else passes in turn, where those fit. */
    private MemoryPlan fittingPlan(int[] shape, NetworkSpec spec, boolean sideBySide) {
        MemoryPlan lanes = plan(shape, spec, sideBySide ? threads : 1);
        if (lanes.lanes() > 1 && lanes.fits(heap.applyAsLong(lanes.heapBytes()), nativeFree())) {
            return lanes;
        }
        MemoryPlan inTurn = lanes.lanes() > 1 ? plan(shape, spec, 1) : lanes;
        inTurn.requireFit(heap.applyAsLong(inTurn.heapBytes()), nativeFree());
        return inTurn;
    }

    /**
     * The mean logits of some networks of one kind, slab by slab.
     *
     * @param channels one array per channel, {@code [z][y][x]}, preprocessed
     * @param previous what the previous stage of a cascade says, on the same grid
     * @param shape (z, y, x)
     * @param networks at least one, on the settings' device, with the same inputs and outputs
     * @param progress is told the memory plan, and counts tiles where there are many
     * @return to be taken to its end on this thread, and closed before the next is opened
     * @throws DecathleteException of kind RESOURCE, before anything is computed, when the memory does not suffice; of kind DATA
     *     when the channels are not those of the networks
     */
    public WindowLogits open(
            List<float[]> channels, PreviousLabels previous, int[] shape, List<Network> networks, Progress progress) {
        NetworkSpec spec = networks.get(0).spec();
        int expected = spec.inputChannels() - previous.values().size();
        if (channels.size() != expected) {
            throw DecathleteException.data(
                    "the image has " + channels.size() + " channels, the network expects " + expected);
        }
        TileGrid grid = TileGrid.of(shape, patch, settings.step());
        boolean sideBySide = networks.stream().allMatch(Network::predictsSideBySide);
        MemoryPlan plan = startedPlan(shape, spec, sideBySide, progress);
        state(plan, progress);
        float[] importance =
                settings.gaussian() ? ImportanceMap.gaussian(grid.tile()) : ImportanceMap.uniform(grid.tile());
        return new WindowLogits(
                new TileSource(channels, previous, shape, grid),
                shape,
                grid,
                plan,
                new TilePass(networks, mirroring, settings, plan.samplesPerPass()),
                new OpenPlanes(spec.outputChannels(), shape, grid, plan.openPlanes(), importance, threads),
                spec.outputChannels(),
                tileShape(spec.inputChannels()),
                plan.lanes() == 1 ? null : lanes,
                progress);
    }

    /** A plan that fits and whose lanes, if any, are started; passes in turn for this volume and the next where the system refuses that. */
    private MemoryPlan startedPlan(int[] shape, NetworkSpec spec, boolean sideBySide, Progress progress) {
        MemoryPlan plan = fittingPlan(shape, spec, sideBySide && !refused);
        if (plan.lanes() == 1 || startLanes(plan.lanes())) {
            return plan;
        }
        refused = true;
        progress.say("WARNING: the system starts no more threads; tiles go through the networks in turn");
        return fittingPlan(shape, spec, false);
    }

    /** Keeps those of the last volume, where it had as many: starting lanes disturbs whoever else uses libtorch. */
    private boolean startLanes(int count) {
        if (lanes == null || lanes.count() != count) {
            close();
            lanes = start.lanes(threads, count);
        }
        return !lanes.refused();
    }

    /**
     * All logits at once, for volumes that are small enough and no cascade; arguments as for {@link #open}. Keeps no threads.
     *
     * @return {@code [output][z·y·x]}, float32
     */
    public float[][] logits(List<float[]> channels, int[] shape, List<Network> networks, Progress progress) {
        try (WindowLogits source = open(channels, PreviousLabels.NONE, shape, networks, progress)) {
            int plane = Math.multiplyExact(shape[1], shape[2]);
            float[][] result = new float[source.classes()][Math.multiplyExact(shape[0], plane)];
            for (int seen = 0; seen < shape[0]; ) {
                LogitsSlab slab = source.next();
                seen = slab.end();
                for (int z = slab.first(); z < seen; z++) {
                    for (int output = 0; output < result.length; output++) {
                        System.arraycopy(slab.plane(z, output), 0, result[output], z * plane, plane);
                    }
                }
            }
            return result;
        } finally {
            close();
        }
    }

    /** Once, and again only for a volume that takes clearly more: a folder of equal images needs no line for each. */
    private void state(MemoryPlan plan, Progress progress) {
        if (plan.heapBytes() + plan.nativeBytes() > 1.25 * stated) {
            stated = plan.heapBytes() + plan.nativeBytes();
            progress.say(plan.text());
        }
    }

    private long nativeFree() {
        return settings.device().cuda()
                ? DeviceMemory.free(settings.device()).orElse(Long.MAX_VALUE)
                : MachineMemory.availableBytes();
    }

    /** Lets the threads go; with the next volume they come again. */
    @Override
    public void close() {
        if (lanes != null) {
            lanes.close();
            lanes = null;
        }
    }

    private long[] tileShape(long channels) {
        return patch.length == 2
                ? new long[] {channels, patch[0], patch[1]}
                : new long[] {channels, patch[0], patch[1], patch[2]};
    }
}
