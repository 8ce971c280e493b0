package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.decathlete.app.pipeline.FoldRuns;
import org.decathlete.app.pipeline.TrainRequest;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: trains folds of a configuration or a candidate. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Trains folds of a planned work folder, validates each on whole volumes, ships a model of all of them.")
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--work", paramLabel = "DIR", required = true, description = "work folder of `plan` or `run`")
    private Path work = Path.of(".");

    @Option(
            names = "--configuration",
            paramLabel = "NAME",
            defaultValue = "3d_fullres",
            description = "2d, 3d_fullres or 3d_lowres (default: ${DEFAULT-VALUE})")
    private String configuration = "3d_fullres";

    @Option(names = "--preset", paramLabel = "NAME", defaultValue = "default", description = "planner preset")
    private String preset = "default";

    @Option(names = "--candidate", paramLabel = "FILE", description = "train this candidate instead of the planned one")
    private @Nullable Path candidate;

    @Option(
            names = "--folds",
            paramLabel = "FOLDS",
            split = ",",
            defaultValue = "0",
            description = "0,1,2,3,4 or all (training and validation are then everything; default: ${DEFAULT-VALUE})")
    private List<String> folds = List.of("0");

    @Option(
            names = "--save-probabilities",
            description =
                    "keep the probabilities of the validation cases, so that `select` can try ensembles; also after a "
                            + "training that ended without")
    private boolean probabilities;

    @Mixin
    private ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        TrainRequest request = new TrainRequest(
                work,
                configuration,
                preset,
                Optional.ofNullable(candidate),
                folds,
                schedule.schedule(),
                engine.engine(),
                probabilities);
        Map<String, Scores> scores = Interruption.guard(stop -> new FoldRuns(request, progress, stop).run());
        Map<String, Object> printed = new LinkedHashMap<>();
        scores.forEach((fold, one) -> {
            progress.say("fold " + fold);
            ScoreTable.lines(one).forEach(progress::say);
            printed.put(fold, SummaryFile.json(one));
        });
        output.print(printed);
        return 0;
    }
}
