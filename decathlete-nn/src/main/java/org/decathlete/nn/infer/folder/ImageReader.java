package org.decathlete.nn.infer.folder;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.segmenter.PreparedImage;
import org.decathlete.nn.infer.segmenter.Segmenter;
import org.jspecify.annotations.Nullable;

/**
 * Reads images on a thread of its own, at most one ahead; where the plan of the cores says so, it prepares them there too. An image
 * is let go as soon as it is taken.
 */
final class ImageReader implements AutoCloseable {
    private final CaseLoader loader;
    private final Segmenter segmenter;
    private final boolean prepares;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private @Nullable InputCase expected;
    private @Nullable Future<Supplier<PreparedImage>> next;

    ImageReader(CaseLoader loader, Segmenter segmenter, CorePlan cores) {
        this.loader = loader;
        this.segmenter = segmenter;
        this.prepares = cores.besideNetworks();
    }

    /** Begins to read an image, unless one is waiting. */
    void readAhead(InputCase input) {
        if (next == null) {
            expected = input;
            next = thread.submit(() -> begin(input));
        }
    }

    /** An image, prepared; what went wrong on the way is thrown here. */
    PreparedImage take(InputCase input) {
        if (!input.equals(expected)) {
            expected = null;
            next = null;
        }
        readAhead(input);
        Future<Supplier<PreparedImage>> current = next;
        expected = null;
        next = null;
        if (current == null) {
            throw new IllegalStateException("nothing is read");
        }
        return Futures.result(current).get();
    }

    private Supplier<PreparedImage> begin(InputCase input) {
        Volume image = loader.read(input);
        if (prepares) {
            PreparedImage prepared = segmenter.prepare(image);
            return () -> prepared;
        }
        return () -> segmenter.prepare(image);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
