package org.decathlete.nn.train;

import java.io.IOException;
import java.time.Instant;
import org.bytedeco.javacpp.Loader;
import org.decathlete.core.run.Host;

/**
 * What made a checkpoint.
 *
 * @param host program and machine
 * @param libtorch version of libtorch and its Java binding
 * @param device where it was trained
 * @param precision of the forward pass
 * @param threads processor threads
 * @param written when, ISO 8601
 */
record Provenance(Host host, String libtorch, String device, String precision, int threads, String written) {

    static Provenance now(RunSettings settings) {
        return new Provenance(
                Host.current(),
                libtorchVersion(),
                settings.device().toString(),
                settings.precision().name(),
                settings.threads(),
                Instant.now().toString());
    }

    private static String libtorchVersion() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
