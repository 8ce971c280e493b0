package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.core.metrics.Definition;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: judges predictions against references. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Dice, IoU, HD95, ASSD and surface Dice of predictions, per class and case.")
final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--predictions",
            paramLabel = "DIR",
            required = true,
            description = "folder of predicted label maps")
    private Path predictions = Path.of(".");

    @Option(
            names = "--reference",
            paramLabel = "DIR",
            required = true,
            description = "folder of reference label maps with the same names")
    private Path reference = Path.of(".");

    @Option(names = "--output", paramLabel = "FILE", description = "write the summary here, in nnU-Net's layout")
    private @Nullable Path output;

    @Option(
            names = "--definition",
            paramLabel = "NAME",
            description =
                    "how surface metrics are defined (default: HD95 and ASSD by edge voxels as MONAI, surface Dice by surface "
                            + "elements)")
    private @Nullable String definition;

    @Option(
            names = "--chill",
            description =
                    "references without a prediction, as of a fold's validation, are no failure (else exit code 7)")
    private boolean chill;

    @Mixin
    private EvaluationOptions evaluation = new EvaluationOptions();

    @Mixin
    private OutputOptions printed = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Definition chosen = definition == null ? Definition.DEFAULT : Definition.parse(definition);
        Scores scores = evaluation.evaluate(predictions, reference, chosen, progress);
        if (output != null) {
            SummaryFile.write(output, scores);
        }
        ScoreTable.lines(scores).forEach(progress::say);
        printed.print(SummaryFile.json(scores));
        if (chill) {
            scores.requireJudged();
        } else {
            scores.requireComplete();
        }
        return 0;
    }
}
