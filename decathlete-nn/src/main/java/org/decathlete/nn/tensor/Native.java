package org.decathlete.nn.tensor;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;

/**
 * The one door to libtorch: nothing may touch an {@code org.bytedeco.pytorch} class before {@link #load} returned.
 *
 * <p>JavaCPP opens {@code libtorch.so} before it has unpacked {@code libtorch_cpu.so} beside it; with an empty cache the dynamic
 * linker then finds no library, or another version installed on the system, and the process dies in a static initialiser. So
 * all libraries are unpacked first.
 */
public final class Native {
    /** In the order in which they depend on each other. */
    private static final List<String> LIBRARIES = List.of(
            "libgomp.so.1",
            "libc10.so",
            "libtorch_cpu.so",
            "libtorch.so",
            "libc10_cuda.so",
            "libtorch_cuda_linalg.so",
            "libtorch_cuda.so",
            "libjnitorch.so",
            "libjnitorch_cuda.so");

    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String GPU = "-gpu";

    private static volatile boolean loaded;

    private Native() {}

    /** Loads libtorch once, silently, with as many threads as there are processors. */
    public static void load() {
        load(line -> {});
    }

    /**
     * Loads libtorch once.
     *
     * @param notice receives a line before the first start unpacks the libraries, and while it does how far it is; from other threads too
     * @throws DecathleteException of kind RESOURCE when the natives cannot be unpacked or loaded
     */
    public static synchronized void load(Consumer<String> notice) {
        if (loaded) {
            return;
        }
        try {
            unpack(notice);
            Loader.load(torch.class);
        } catch (IOException | LinkageError e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    "libtorch cannot be loaded (" + e + "). It unpacks about 420 MB into ~/.javacpp/cache; "
                            + "check space and permissions there, or name another folder with -Dorg.bytedeco.javacpp.cachedir=DIR",
                    e);
        }
        threads(Runtime.getRuntime().availableProcessors());
        loaded = true;
    }

    /** Whether libtorch is loaded, so that some thread may be in the middle of its code. */
    public static boolean isLoaded() {
        return loaded;
    }

    /** The number of threads that an operation of the calling thread uses. */
    public static int threads() {
        return torch.get_num_threads();
    }

    /** Sets the number of threads that one tensor operation uses. */
    public static void threads(int count) {
        torch.set_num_threads(count);
    }

    /**
     * Sets the number for operations that the calling thread starts. What other threads were told stays, but those that have not used
     * libtorch yet take the same number unless {@link #threads} is called after this.
     */
    public static void threadsOfThisThread(int count) {
        // A thread takes up the common number at its first question for it, which must not happen after it got its own.
        torch.get_num_threads();
        torch.set_num_threads(count);
    }

    /** The engine in words: versions, vector instructions of its kernels, threads. */
    public static String description() {
        load();
        Package binding = torch.class.getPackage();
        return "libtorch " + Objects.requireNonNullElse(binding.getImplementationVersion(), "of unknown version")
                + ", " + torch.get_mkldnn_version().getString().split(" \\(", 2)[0]
                + ", kernels for " + torch.get_cpu_capability().getString()
                + ", " + torch.get_num_threads() + " threads";
    }

    private static void unpack(Consumer<String> notice) throws IOException {
        String platform = Loader.getPlatform();
        String folder = "org/bytedeco/pytorch/" + platform + extension(platform) + "/";
        List<PackedLibrary> packed = new ArrayList<>();
        for (String library : LIBRARIES) {
            URL resource = resource(folder + library);
            if (resource != null) {
                packed.add(PackedLibrary.of(resource, Loader.getCacheDir()));
            }
        }
        try (UnpackingProgress progress = UnpackingProgress.start(packed, Loader.getCacheDir(), notice)) {
            for (PackedLibrary library : packed) {
                Loader.cacheResource(library.resource(), null);
            }
        }
    }

    /** The libraries for GPUs lie in a folder of their own, which JavaCPP is told of where it was not told otherwise. */
    private static String extension(String platform) {
        boolean gpu = resource("org/bytedeco/pytorch/" + platform + GPU + "/libtorch_cuda.so") != null;
        if (gpu && System.getProperty(EXTENSION) == null) {
            System.setProperty(EXTENSION, GPU);
        }
        return System.getProperty(EXTENSION, "");
    }

    private static URL resource(String name) {
        return Native.class.getClassLoader().getResource(name);
    }
}
