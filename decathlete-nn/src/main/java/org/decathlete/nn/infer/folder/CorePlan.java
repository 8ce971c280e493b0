package org.decathlete.nn.infer.folder;

import org.decathlete.nn.tensor.Device;

/**
 * Who uses the processor's cores while a folder is segmented.
 *
 * <p>Networks on a GPU leave the cores alone: the next image is prepared beside them. Networks on the processor use all cores, and a
 * busy Java thread beside them slows each of their passes down, threefold and more on two cores, because libtorch's threads wait
 * for each other (reference: engine, section 7). So preparing takes turns with the networks, each with all cores, and only what is
 * light runs beside them: reading the next image and writing the last result, a thread each. Passes side by side share the same number
 * of threads, as libtorch's threads in lanes.
 *
 * @param besideNetworks whether images are prepared while networks are at work
 * @param javaThreads for preparing, sums and restoration, and on the processor for libtorch's lanes in their turn
 */
record CorePlan(boolean besideNetworks, int javaThreads) {

    static CorePlan of(Device device, int threads) {
        return device.cuda() ? new CorePlan(true, Math.max(1, threads - 1)) : new CorePlan(false, threads);
    }
}
