package org.decathlete.nn.train;

import java.time.Instant;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.run.Host;

/**
 * What made a checkpoint.
 *
 * @param host program and machine
 * @param libtorch version of libtorch
 * @param device where it was trained
 * @param precision of the forward pass
 * @param threads processor threads
 * @param written when, ISO 8601
 */
record Provenance(Host host, String libtorch, String device, String precision, int threads, String written) {

    static Provenance now(RunSettings settings) {
        return new Provenance(
                Host.current(),
                torch.TORCH_VERSION,
                settings.device().toString(),
                settings.precision().name(),
                settings.threads(),
                Instant.now().toString());
    }
}
