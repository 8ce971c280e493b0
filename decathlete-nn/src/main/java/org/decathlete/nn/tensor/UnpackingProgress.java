package org.decathlete.nn.tensor;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far unpacking is, from the sizes that the files have so far; says nothing where nothing is to be unpacked. */
final class UnpackingProgress implements AutoCloseable {
    private static final long EVERY_MILLISECONDS = 50;
    private static final int STEP_PERCENT = 10;

    private final List<PackedLibrary> libraries;
    private final Consumer<String> notice;
    private final long whole;
    private final long began = System.nanoTime();
    private final Thread watcher = new Thread(this::watch, "unpacking-progress");

    private UnpackingProgress(List<PackedLibrary> libraries, Consumer<String> notice) {
        this.libraries = libraries;
        this.notice = notice;
        this.whole = missing();
    }

    static UnpackingProgress start(List<PackedLibrary> libraries, File cache, Consumer<String> notice) {
        UnpackingProgress progress = new UnpackingProgress(libraries, notice);
        if (progress.whole > 0) {
            notice.accept(String.format(
                    Locale.ROOT, "first start: unpacking %.0f MB of libtorch into %s", progress.whole / 1e6, cache));
            progress.watcher.setDaemon(true);
            progress.watcher.start();
        }
        return progress;
    }

    private void watch() {
        int told = 0;
        try {
            while (true) {
                Thread.sleep(EVERY_MILLISECONDS);
                long done = whole - missing();
                int percent = (int) (100 * done / whole);
                if (percent >= told + STEP_PERCENT && percent < 100) {
                    told = percent - percent % STEP_PERCENT;
                    notice.accept(String.format(
                            Locale.ROOT,
                            "first start: unpacked %d %% (%.0f of %.0f MB)",
                            percent,
                            done / 1e6,
                            whole / 1e6));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long missing() {
        return libraries.stream().mapToLong(PackedLibrary::missing).sum();
    }

    @Override
    public void close() {
        if (whole == 0) {
            return;
        }
        watcher.interrupt();
        notice.accept(String.format(
                Locale.ROOT,
                "first start: unpacked %.0f MB in %.1f s",
                (whole - missing()) / 1e6,
                (System.nanoTime() - began) / 1e9));
    }
}
