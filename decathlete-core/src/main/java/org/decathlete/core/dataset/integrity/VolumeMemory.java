package org.decathlete.core.dataset.integrity;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.io.VolumeInfo;

/** A share of the heap that workers lend parts of for the volumes they hold; who finds it lent out waits. */
final class VolumeMemory {
    private static final long MEBIBYTE = 1 << 20;
    private static final double SHARE_OF_HEAP = 0.6;

    private final int total;
    private final Semaphore free;

    private VolumeMemory(int mebibytes) {
        this.total = mebibytes;
        this.free = new Semaphore(mebibytes, true);
    }

    static VolumeMemory ofHeap() {
        long share = (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) / MEBIBYTE;
        return new VolumeMemory((int) Math.max(1, Math.min(share, Integer.MAX_VALUE)));
    }

    /**
     * Does work that reads a volume's file and lets go of it. A volume beyond the whole share waits until it is alone.
     *
     * @throws Exception what the header's reader or the work throws
     */
    <T> T whileHolding(Path file, Callable<T> work) throws Exception {
        VolumeInfo info = VolumeFiles.info(file);
        long bytes = (long) info.grid().voxels() * info.channels() * Float.BYTES;
        int needed = (int) Math.min(total, bytes / MEBIBYTE + 1);
        free.acquire(needed);
        try {
            return work.call();
        } finally {
            free.release(needed);
        }
    }
}
