package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.metrics.Definition;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Evaluator;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.run.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How predictions are judged against references. */
final class EvaluationOptions {
    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "dataset.json with the labels' names, regions and ignore label (default: every value found)")
    private @Nullable Path dataset;

    @Option(
            names = "--tolerances",
            paramLabel = "MM",
            split = ",",
            defaultValue = "1,2",
            description = "tolerances of surface Dice in mm (default: ${DEFAULT-VALUE})")
    private List<Double> tolerances = List.of(1.0, 2.0);

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    /** Judges the label maps of a folder against those of the same names in another. */
    Scores evaluate(Path predictions, Path reference, Definition definition, Progress progress) {
        Labels labels = dataset == null
                ? Evaluator.labelsIn(reference)
                : DatasetDescription.read(dataset).labels();
        EvaluationSettings settings = new EvaluationSettings(definition, tolerances);
        return Evaluator.evaluate(predictions, reference, labels, settings, threads.count(), progress);
    }
}
