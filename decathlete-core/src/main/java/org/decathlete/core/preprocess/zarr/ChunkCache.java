package org.decathlete.core.preprocess.zarr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decoded chunks, the least recently used dropped first where they would take more than so many bytes. Thread-safe. */
public final class ChunkCache {
    /** Rough cost of an entry beside its elements. */
    private static final int OVERHEAD = 200;

    private final long limit;
    private final Map<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long used;

    private record Entry(Object chunk, long bytes) {}

    /** @param limit bytes that the chunks may take together */
    public ChunkCache(long limit) {
        this.limit = limit;
    }

    /**
     * The chunk of this key. Where it is not held it is loaded outside the lock: two threads that want the same chunk at the same
     * moment may both load it.
     */
    Object get(Object key, long bytes, Supplier<Object> loader) {
        Object held = find(key);
        if (held != null) {
            return held;
        }
        Object chunk = loader.get();
        add(key, new Entry(chunk, bytes + OVERHEAD));
        return chunk;
    }

    private synchronized @Nullable Object find(Object key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.chunk();
    }

    private synchronized void add(Object key, Entry entry) {
        if (entry.bytes() > limit) {
            return;
        }
        Entry previous = entries.put(key, entry);
        used += entry.bytes() - (previous == null ? 0 : previous.bytes());
        var oldest = entries.entrySet().iterator();
        while (used > limit) {
            used -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }

    /** Bytes held now. */
    public synchronized long used() {
        return used;
    }

    /** Forgets every chunk whose key the test accepts. */
    public synchronized void drop(Predicate<Object> test) {
        entries.entrySet().removeIf(entry -> {
            boolean drop = test.test(entry.getKey());
            used -= drop ? entry.getValue().bytes() : 0;
            return drop;
        });
    }
}
