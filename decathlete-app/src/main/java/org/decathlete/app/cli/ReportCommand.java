package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.decathlete.app.pipeline.Pipeline;
import org.decathlete.app.pipeline.SelectionReport;
import org.decathlete.app.pipeline.SelectionReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: writes the report of a finished run or selection again. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes report.html of a finished run, or of what was selected since, again.")
final class ReportCommand implements Callable<Integer> {
    @Option(
            names = "--work",
            paramLabel = "DIR",
            required = true,
            description = "work folder of a finished `run` or `select`")
    private Path work = Path.of(".");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Optional<SelectionReport> selected =
                SelectionReports.again(work, Runtime.getRuntime().availableProcessors(), progress);
        output.print(selected.isPresent() ? selected.get() : Pipeline.report(work, progress));
        return 0;
    }
}
