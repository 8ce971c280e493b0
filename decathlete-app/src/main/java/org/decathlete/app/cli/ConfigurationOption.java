package org.decathlete.app.cli;

import picocli.CommandLine.Option;

/** Which planned configuration, of those of a single stage. */
final class ConfigurationOption {
    @Option(
            names = "--configuration",
            paramLabel = "NAME",
            defaultValue = "3d_fullres",
            description = "2d, 3d_fullres or 3d_lowres (default: ${DEFAULT-VALUE})")
    private String configuration = "3d_fullres";

    String name() {
        return configuration;
    }
}
