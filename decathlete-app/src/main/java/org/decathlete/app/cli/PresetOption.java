package org.decathlete.app.cli;

import java.util.Optional;
import org.decathlete.app.pipeline.Steps;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of nnU-Net's planners. */
final class PresetOption {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "planner preset: default, resenc-m, resenc-l or resenc-xl (default: that of the work folder, or default)")
    private @Nullable String preset;

    @Option(
            names = "--published-batch",
            description =
                    "with --preset resenc-*: batches as large as published, which on small datasets hold hundreds of samples")
    private boolean publishedBatch;

    Optional<String> name() {
        return Optional.ofNullable(preset).map(name -> publishedBatch ? name + Steps.PUBLISHED_BATCH : name);
    }
}
