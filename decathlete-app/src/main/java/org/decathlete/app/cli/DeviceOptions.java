package org.decathlete.app.cli;

import org.decathlete.app.pipeline.RunRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how the numbers are computed. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description = "auto, cpu or cuda:N (default: ${DEFAULT-VALUE})")
    private String device = "auto";

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "auto",
            description = "auto, fp32, bf16 or fp16 (default: ${DEFAULT-VALUE}; bf16 where the processor has it)")
    private String precision = "auto";

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    RunRequest.Engine engine(long seed) {
        return new RunRequest.Engine(device, precision, threads.count(), seed);
    }
}
