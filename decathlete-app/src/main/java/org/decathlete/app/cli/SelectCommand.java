package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.decathlete.app.selection.SelectRequest;
import org.decathlete.app.selection.Selection;
import org.decathlete.app.selection.SelectionReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code select}: the best configuration or ensemble, with its postprocessing, becomes the model. */
@Command(
        name = "select",
        mixinStandardHelpOptions = true,
        description =
                "Compares all finished cross-validations of a work folder and pairs of them, decides postprocessing, and "
                        + "writes model/, selection.json and report.html.")
final class SelectCommand implements Callable<Integer> {
    @Option(names = "--work", paramLabel = "DIR", required = true, description = "work folder with finished trainings")
    private Path work = Path.of(".");

    @Option(
            names = "--folds",
            paramLabel = "FOLDS",
            split = ",",
            description = "compare on these folds (default: those that the most complete cross-validation has)")
    private List<Integer> folds = List.of();

    @Option(names = "--no-ensembles", description = "compare single configurations alone")
    private boolean singlesOnly;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            defaultValue = "mean",
            description = "how the probabilities of an ensemble are joined (default: ${DEFAULT-VALUE})")
    private String rule = "mean";

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        SelectRequest request = new SelectRequest(work, folds, !singlesOnly, rule, threads.count());
        SelectionReport report = Interruption.guard(stop -> Selection.run(request, progress, stop));
        SelectionText.lines(report).forEach(progress::say);
        output.print(report);
        return 0;
    }
}
