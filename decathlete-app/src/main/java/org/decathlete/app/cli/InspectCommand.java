package org.decathlete.app.cli;

import java.util.concurrent.Callable;
import org.decathlete.app.project.Inspection;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.run.ErrorKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code inspect}: checks every case and tells all findings at once. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Checks every case of a dataset, tells all findings at once, and summarises it.")
final class InspectCommand implements Callable<Integer> {
    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Dataset read = DatasetReader.read(dataset.path());
        IntegrityReport report = Inspection.of(read, threads.count(), progress);
        DatasetSummary.lines(read, report).forEach(progress::say);
        output.print(report);
        return report.hasErrors() ? ErrorKind.DATA.exitCode() : 0;
    }
}
