package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which work folder to train in, and by which of its plans. */
final class PlannedWorkOptions {
    @Option(names = "--work", paramLabel = "DIR", required = true, description = "work folder of `plan` or `run`")
    private Path work = Path.of(".");

    @Mixin
    private PresetOption preset = new PresetOption();

    Path work() {
        return work;
    }

    Optional<String> preset() {
        return preset.name();
    }
}
