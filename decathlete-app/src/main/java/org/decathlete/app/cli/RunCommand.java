package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decathlete.app.pipeline.Pipeline;
import org.decathlete.app.pipeline.RunOutcome;
import org.decathlete.app.pipeline.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: the whole flow. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "The whole flow: check, fingerprint, plan, preprocess, train, validate, ship a model, report.")
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DATASET", description = "folder with dataset.json, imagesTr and labelsTr")
    private Path dataset = Path.of(".");

    @Option(names = "--work", paramLabel = "DIR", required = true, description = "work folder; made where needed")
    private Path work = Path.of(".");

    @Mixin
    private PresetOption preset = new PresetOption();

    @Mixin
    private ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private RecipeOption recipe = new RecipeOption();

    @Mixin
    private FoldOptions folds = new FoldOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        RunRequest request = new RunRequest(
                dataset,
                work,
                schedule.schedule(),
                preset.name(),
                recipe.name(),
                engine.engine(),
                folds.request(),
                recipe.batch());
        RunOutcome outcome = Interruption.guard(stop -> new Pipeline(request, ConsoleProgress.standard(), stop).run());
        output.print(outcome);
        return 0;
    }
}
