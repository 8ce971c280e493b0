package org.decathlete.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.decathlete.app.comparison.Comparing;
import org.decathlete.app.comparison.Comparison;
import org.decathlete.core.metrics.Definition;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: which of several models is better, in which structure, and how sure that is. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Compares predictions of several models with the same references: per class and case, with paired tests "
                        + "corrected for their number.")
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RESULT",
            arity = "2..*",
            description = "folders of predicted label maps, or summary.json files of earlier evaluations")
    private List<Path> results = List.of();

    @Option(
            names = "--reference",
            paramLabel = "DIR",
            description = "folder of reference label maps with the same names")
    private @Nullable Path reference;

    @Option(names = "--output", paramLabel = "FILE", description = "write the comparison as JSON here, too")
    private @Nullable Path output;

    @Option(names = "--cases", description = "also print a line for every case")
    private boolean cases;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "12345",
            description = "seed of the confidence intervals")
    private long seed = 12345;

    @Mixin
    private EvaluationOptions evaluation = new EvaluationOptions();

    @Mixin
    private OutputOptions printed = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Map<String, Scores> scores = new LinkedHashMap<>();
        for (Path result : results) {
            if (scores.put(result.toString(), scores(result, progress)) != null) {
                throw DecathleteException.usage(result + " is given twice; a model equals itself");
            }
        }
        Comparison comparison = Comparing.of(scores, seed);
        if (output != null) {
            Json.write(output, comparison);
        }
        new ComparisonText(comparison, cases).lines().forEach(progress::say);
        printed.print(comparison);
        scores.values().forEach(Scores::requireJudged);
        return 0;
    }

    private Scores scores(Path result, ConsoleProgress progress) {
        if (Files.isRegularFile(result)) {
            return SummaryFile.read(result);
        }
        if (reference == null) {
            throw DecathleteException.usage("--reference is missing: " + result
                    + " is no summary.json, so its label maps must be compared with references");
        }
        return evaluation.evaluate(result, reference, Definition.DEFAULT, progress);
    }
}
