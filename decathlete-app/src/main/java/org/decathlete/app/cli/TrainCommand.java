package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.decathlete.app.folds.FoldRuns;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.run.DecathleteException;
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
    private static final String AUTO = "auto";

    @Mixin
    private PlannedWorkOptions planned = new PlannedWorkOptions();

    @Option(
            names = "--configuration",
            paramLabel = "NAME",
            defaultValue = "3d_fullres",
            description = "2d, 3d_fullres, 3d_lowres or 3d_cascade_fullres, which wants all folds of 3d_lowres first "
                    + "(default: ${DEFAULT-VALUE})")
    private String configuration = "3d_fullres";

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
            names = "--parallel-folds",
            paramLabel = "N",
            defaultValue = AUTO,
            description =
                    "train N folds at a time, each in a process with its share of the threads; auto: as many as memory and "
                            + "processors make worth it (default: ${DEFAULT-VALUE})")
    private String parallelFolds = AUTO;

    @Option(
            names = "--initialize-from",
            paramLabel = "PATH",
            description = "start from the weights of a model folder, a checkpoint or a .pth file of nnU-Net instead of"
                    + " random ones; segmentation heads that do not fit are left out")
    private @Nullable Path weights;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "when the moving average of the pseudo-Dice has not risen for N epochs, let the learning rate fall"
                            + " to zero and end")
    private @Nullable Integer patience;

    @Option(
            names = "--lengthen",
            description =
                    "go on with a finished training under a longer schedule: --budget comes on top of what it had, as often as it is given,"
                            + " --epochs and --iterations count from its beginning")
    private boolean lengthens;

    @Option(
            names = "--save-probabilities",
            description =
                    "keep the probabilities of the validation cases, so that `select` can try ensembles; also after a "
                            + "training that ended without")
    private boolean probabilities;

    @Mixin
    private ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private RecipeOption recipe = new RecipeOption();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        TrainRequest request = new TrainRequest(
                planned.work(),
                configuration,
                planned.preset(),
                recipe.name(),
                Optional.ofNullable(candidate),
                folds,
                schedule.schedule(),
                new TrainingStart(Optional.ofNullable(weights), patience(), lengthens),
                engine.engine(),
                recipe.batch(),
                probabilities,
                parallelFolds());
        Map<String, Scores> scores = Interruption.guard(
                stop -> new FoldRuns(request, progress, stop, Optional.of(SelfLaunch::foldWorker)).run());
        Map<String, Object> printed = new LinkedHashMap<>();
        scores.forEach((fold, one) -> {
            progress.say("fold " + fold);
            ScoreTable.lines(one).forEach(progress::say);
            printed.put(fold, SummaryFile.json(one));
        });
        output.print(printed);
        return 0;
    }

    private OptionalInt parallelFolds() {
        if (parallelFolds.equals(AUTO)) {
            return OptionalInt.empty();
        }
        if (!parallelFolds.matches("[1-9]\\d{0,3}")) {
            throw DecathleteException.usage(
                    "--parallel-folds " + parallelFolds + ": expected a number from 1, or auto");
        }
        return OptionalInt.of(Integer.parseInt(parallelFolds));
    }

    private OptionalInt patience() {
        if (patience != null && patience < 1) {
            throw DecathleteException.usage("--patience " + patience + ": expected at least 1");
        }
        return patience == null ? OptionalInt.empty() : OptionalInt.of(patience);
    }
}
