package org.decathlete.app.cli;

import java.util.concurrent.Callable;
import org.decathlete.app.finals.RunSearch;
import org.decathlete.app.finals.SearchedRun;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.training.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the whole flow. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "The whole flow: check, fingerprint, plan, preprocess, train, validate, ship a model, report. With --budget from 2h on, "
                        + "also search for a better candidate than the planned one.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private RecipeOption recipe = new RecipeOption();

    @Option(
            names = "--search",
            paramLabel = "WHAT",
            defaultValue = "auto",
            description =
                    "hpo, hpo-nas or hpo-hnas: divide --budget between the default, such a search and finals of what it found, and ship "
                            + "the best; off: train the default alone; auto: hpo-nas from a budget of 2h on, below that and with --end-early on off (default: "
                            + "${DEFAULT-VALUE})")
    private String search = "auto";

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        RunRequest request = new RunRequest(
                project.dataset(),
                project.work(),
                schedule.schedule(),
                project.preset(),
                recipe.name(),
                engine.engine(),
                project.folds(),
                recipe.batch());
        RunSearch searched = RunSearch.parse(search);
        RunOutcome outcome =
                Interruption.guard(stop -> new SearchedRun(request, searched, ConsoleProgress.standard(), stop).run());
        output.print(outcome);
        return 0;
    }
}
