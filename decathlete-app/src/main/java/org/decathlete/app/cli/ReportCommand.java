package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.app.pipeline.Pipeline;
import org.decathlete.app.pipeline.RunOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: writes the report of a finished run again. */
@Command(name = "report", mixinStandardHelpOptions = true, description = "Writes report.html of a finished run again.")
final class ReportCommand implements Callable<Integer> {
    @Option(names = "--work", paramLabel = "DIR", required = true, description = "work folder of a finished `run`")
    private Path work = Path.of(".");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        RunOutcome outcome = Pipeline.report(work, ConsoleProgress.standard());
        output.print(outcome);
        return 0;
    }
}
