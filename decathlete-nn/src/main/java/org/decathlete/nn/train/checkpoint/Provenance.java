package org.decathlete.nn.train.checkpoint;

import java.io.IOException;
import java.time.Instant;
import org.bytedeco.javacpp.Loader;
import org.decathlete.core.run.Host;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.TrainingState;

/**
 * What made a checkpoint.
 *
 * @param host program and machine
 * @param libtorch version of libtorch and its Java binding
 * @param device where it was trained
 * @param precision of the forward pass
 * @param askedPrecision what was asked for; the other one where a check found that it fails
 * @param threads processor threads
 * @param augmentedOn {@code host} or {@code device}
 * @param written when, ISO 8601
 */
record Provenance(
        Host host,
        String libtorch,
        String device,
        String precision,
        String askedPrecision,
        int threads,
        String augmentedOn,
        String written) {

    static Provenance now(RunSettings settings, TrainingState state) {
        PrecisionFinding finding = state.decided().precision();
        return new Provenance(
                Host.current(),
                libtorchVersion(),
                settings.device().toString(),
                (finding == null ? settings.precision() : finding.used()).name(),
                settings.precision().name(),
                settings.threads(),
                settings.augmentsOnDevice() ? "device" : "host",
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
