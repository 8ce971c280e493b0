package org.decathlete.nn.tensor;

import java.util.Map;
import java.util.Optional;

/**
 * Whether the process allocates memory in a way that suits libtorch. A training step allocates and frees gigabytes; the C library's
 * default returns large blocks to the system at once and gets them back page by page, which costs up to half of the step.
 */
public final class Allocator {

    private Allocator() {}

    /** What to say to a user whose process was started without the settings of the {@code decathlete} script. */
    public static Optional<String> warning() {
        return System.getProperty("os.name").startsWith("Linux") ? warning(System.getenv()) : Optional.empty();
    }

    static Optional<String> warning(Map<String, String> environment) {
        String preloaded = environment.getOrDefault("LD_PRELOAD", "");
        boolean replaced =
                preloaded.contains("jemalloc") || preloaded.contains("tcmalloc") || preloaded.contains("mimalloc");
        boolean tuned = environment.getOrDefault("MALLOC_MMAP_MAX_", "").equals("0")
                && environment.containsKey("MALLOC_TRIM_THRESHOLD_");
        if (replaced || tuned) {
            return Optional.empty();
        }
        return Optional.of("training on the processor will be up to twice as slow: start through ./decathlete, or set"
                + " MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=67108864");
    }
}
