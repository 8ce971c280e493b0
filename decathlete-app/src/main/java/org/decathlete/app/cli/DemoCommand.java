package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.app.pipeline.Demo;
import org.decathlete.app.results.RunOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the whole flow on a phantom dataset. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Makes a small phantom dataset and runs the whole flow on it, in under 5 minutes on two cores.")
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "decathlete-demo",
            description = "folder for the dataset and the work (default: ${DEFAULT-VALUE})")
    private Path work = Path.of("decathlete-demo");

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "4m",
            description = "wall-clock time for the whole flow (default: ${DEFAULT-VALUE})")
    private String budget = "4m";

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        double seconds = (double) Durations.seconds("--budget", budget);
        RunOutcome outcome =
                Interruption.guard(stop -> Demo.run(work, seconds, engine.engine(), ConsoleProgress.standard(), stop));
        output.print(outcome);
        return 0;
    }
}
