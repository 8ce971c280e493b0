package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.decathlete.app.reporting.TrainedReports;
import org.decathlete.app.selection.SelectionReport;
import org.decathlete.app.selection.SelectionReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: writes the report of what was run, trained or selected last. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Writes report.html of the work folder's model: of the folds that were trained, or of what was selected since.")
final class ReportCommand implements Callable<Integer> {
    @Option(
            names = "--work",
            paramLabel = "DIR",
            required = true,
            description = "work folder of a finished `run`, `train` or `select`")
    private Path work = Path.of(".");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        int threads = Runtime.getRuntime().availableProcessors();
        Optional<SelectionReport> selected = SelectionReports.again(work, threads, progress);
        output.print(selected.isPresent() ? selected.get() : TrainedReports.again(work, threads, progress));
        return 0;
    }
}
