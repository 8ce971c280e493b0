package org.decathlete.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which model of ours. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR_OR_ZIP",
            required = true,
            description = "model folder, or a zip of one")
    private Path model = Path.of(".");

    Path path() {
        return model;
    }
}
