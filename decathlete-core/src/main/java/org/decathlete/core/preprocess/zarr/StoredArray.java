package org.decathlete.core.preprocess.zarr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.decathlete.core.image.Window;
import org.decathlete.core.run.Json;

/** One chunked array in a folder of its own. */
public final class StoredArray {
    private final Path folder;
    private final ArrayLayout layout;
    private final ChunkCache cache;

    private record Key(Path folder, String chunk) {}

    private StoredArray(Path folder, ArrayLayout layout, ChunkCache cache) {
        this.folder = folder;
        this.layout = layout;
        this.cache = cache;
    }

    /**
     * An array that is there.
     *
     * @param cache keeps decoded chunks
     * @throws org.decathlete.core.run.DecathleteException of kind DATA when the folder holds no array that was written here
     */
    public static StoredArray open(Path folder, ChunkCache cache) {
        return new StoredArray(folder, ArrayLayout.read(folder), cache);
    }

    /** Whether a key of the cache belongs to an array inside this folder. */
    public static boolean isInside(Object key, Path folder) {
        return key instanceof Key chunk && chunk.folder().startsWith(folder);
    }

    /**
     * Writes an array.
     *
     * @param parts the array cut along its first axis into as many pieces, each a primitive array
     * @throws UncheckedIOException where the folder cannot be made or written
     * @throws org.decathlete.core.run.DecathleteException of kind RESOURCE where a chunk cannot be written
     */
    public static void write(Path folder, ArrayLayout layout, Object... parts) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(ArrayLayout.FILE), Json.pretty(layout.metadata()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int perPart = layout.shape()[0] / parts.length;
        int rowLength = Arrays.stream(layout.shape()).skip(1).reduce(1, (a, b) -> a * b);
        forEachChunk(layout, new int[layout.shape().length], lastChunk(layout), index -> {
            Object chunk = layout.type().allocate(layout.chunkLength());
            int[] start = startOf(layout, index);
            int[] end = endOf(layout, index);
            Window window = new Window(start, end, new int[start.length], layout.shape(), start, layout.chunk());
            Object part = parts[start[0] / perPart];
            int skipped = start[0] / perPart * perPart * rowLength;
            window.copy(part, skipped, chunk);
            ChunkCodec.write(folder.resolve(ArrayLayout.key(index)), layout.type(), chunk, layout.chunkLength());
        });
    }

    int[] shape() {
        return layout.shape();
    }

    /**
     * Copies the part {@code start … end} into {@code destination}, an array of that extent; what sticks out of the array is left as
     * it is.
     *
     * @throws org.decathlete.core.run.DecathleteException of kind DATA when a chunk is damaged or missing
     */
    public void read(int[] start, int[] end, Object destination) {
        int rank = start.length;
        int[] low = new int[rank];
        int[] high = new int[rank];
        int[] extent = new int[rank];
        int[] firstChunk = new int[rank];
        int[] lastChunk = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            low[axis] = Math.max(0, start[axis]);
            high[axis] = Math.min(layout.shape()[axis], end[axis]);
            extent[axis] = end[axis] - start[axis];
            if (low[axis] >= high[axis]) {
                return;
            }
            firstChunk[axis] = low[axis] / layout.chunk()[axis];
            lastChunk[axis] = (high[axis] - 1) / layout.chunk()[axis];
        }
        forEachChunk(layout, firstChunk, lastChunk, index -> {
            Object chunk = chunk(index);
            int[] origin = startOf(layout, index);
            int[] from = max(low, origin);
            int[] to = min(high, endOf(layout, index));
            new Window(from, to, origin, layout.chunk(), start, extent).copy(chunk, 0, destination);
        });
    }

    private Object chunk(int[] index) {
        String name = ArrayLayout.key(index);
        int length = layout.chunkLength();
        return cache.get(
                new Key(folder, name),
                (long) length * layout.type().bytes(),
                () -> ChunkCodec.read(folder.resolve(name), layout.type(), length));
    }

    private static int[] lastChunk(ArrayLayout layout) {
        int[] last = new int[layout.shape().length];
        for (int axis = 0; axis < last.length; axis++) {
            last[axis] = layout.chunks(axis) - 1;
        }
        return last;
    }

    private static void forEachChunk(ArrayLayout layout, int[] first, int[] last, Consumer<int[]> action) {
        int[] index = first.clone();
        int axis = 0;
        while (axis >= 0) {
            action.accept(index.clone());
            axis = layout.shape().length - 1;
            while (axis >= 0 && index[axis] == last[axis]) {
                index[axis] = first[axis];
                axis--;
            }
            if (axis >= 0) {
                index[axis]++;
            }
        }
    }

    private static int[] startOf(ArrayLayout layout, int[] index) {
        int[] start = new int[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            start[axis] = index[axis] * layout.chunk()[axis];
        }
        return start;
    }

    private static int[] endOf(ArrayLayout layout, int[] index) {
        int[] end = new int[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            end[axis] = Math.min((index[axis] + 1) * layout.chunk()[axis], layout.shape()[axis]);
        }
        return end;
    }

    private static int[] max(int[] a, int[] b) {
        int[] result = new int[a.length];
        Arrays.setAll(result, i -> Math.max(a[i], b[i]));
        return result;
    }

    private static int[] min(int[] a, int[] b) {
        int[] result = new int[a.length];
        Arrays.setAll(result, i -> Math.min(a[i], b[i]));
        return result;
    }
}
