package org.decathlete.app.cli;

import org.decathlete.app.training.RunRequest;
import org.decathlete.nn.train.settings.AugmentationPlace;
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

    @Option(
            names = "--augment-on",
            paramLabel = "PLACE",
            defaultValue = "auto",
            hidden = true,
            description = "auto, host or device: where patches are augmented (default: on a GPU where there is one)")
    private String augmentOn = "auto";

    RunRequest.Engine engine(long seed) {
        // A wrong word is refused before anything begins.
        AugmentationPlace.parse(augmentOn);
        return new RunRequest.Engine(device, precision, threads.count(), seed, augmentOn);
    }
}
