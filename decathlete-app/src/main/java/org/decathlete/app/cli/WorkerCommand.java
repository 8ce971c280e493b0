package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.decathlete.app.study.Worker;
import org.decathlete.app.study.WorkerRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code worker}: helps a search. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description =
                "Evaluates trials of a study that `search` has made, on this or another machine, until the search ends.")
final class WorkerCommand implements Callable<Integer> {
    @Mixin
    private StudyOptions study = new StudyOptions();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            required = true,
            description = "planned work folder of the same dataset")
    private Path work = Path.of(".");

    @Option(names = "--budget", paramLabel = "TIME", description = "work for so long (default: until the search ends)")
    private @Nullable String budget;

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        OptionalDouble seconds = budget == null
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) Durations.seconds("--budget", budget));
        // The seed is the study's.
        WorkerRequest request = new WorkerRequest(work, study.address(), study.name(), seconds, device.engine(0));
        Worker.Outcome outcome = Interruption.guard(stop -> Worker.run(request, progress, stop));
        progress.say("worker: " + outcome.evaluated() + " trials of study " + outcome.study() + "; "
                + SearchText.ending(outcome.ending()));
        output.print(outcome);
        return 0;
    }
}
