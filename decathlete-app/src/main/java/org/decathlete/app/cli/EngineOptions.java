package org.decathlete.app.cli;

import org.decathlete.app.training.RunRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how the numbers are computed, and the seed of everything random. */
final class EngineOptions {
    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "seed (default: ${DEFAULT-VALUE})")
    private long seed;

    RunRequest.Engine engine() {
        return device.engine(seed);
    }
}
