package org.decathlete.app.cli;

import java.util.Optional;
import org.decathlete.app.project.Steps;
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
                    "of resenc presets, also one that the work folder has: batches as large as published, which on small datasets hold "
                            + "hundreds of samples")
    private boolean publishedBatch;

    Optional<String> name() {
        String name = (preset == null ? "" : preset) + (publishedBatch ? Steps.PUBLISHED_BATCH : "");
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
