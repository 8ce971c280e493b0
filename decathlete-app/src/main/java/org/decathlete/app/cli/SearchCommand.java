package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.decathlete.app.finals.FinalsRequest;
import org.decathlete.app.finals.SearchWithFinals;
import org.decathlete.app.study.Cost;
import org.decathlete.app.study.Search;
import org.decathlete.app.study.SearchMode;
import org.decathlete.app.study.SearchRequest;
import org.decathlete.app.study.SearchResult;
import org.decathlete.app.study.TrialBudgetRequest;
import org.decathlete.app.training.BatchRequest;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.candidate.RecipeName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code search}: looks for a better candidate than the planned one. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Searches hyperparameters and architectures around the planned candidate, tells what it found and"
                + " writes search.html. The same command goes on: after a stop or a kill with the time that was"
                + " left, after its end with as much again.")
final class SearchCommand implements Callable<Integer> {
    private static final String HOUR = "60m";

    @Mixin
    private PlannedWorkOptions planned = new PlannedWorkOptions();

    @Option(
            names = "--space",
            paramLabel = "NAME",
            defaultValue = "hpo-nas",
            description =
                    "hpo: the training; hpo-nas: also width, depth and kind of the network; hpo-hnas: also every stage"
                            + " of it, by a grammar (default: ${DEFAULT-VALUE})")
    private String space = "hpo-nas";

    @Option(
            names = "--mode",
            paramLabel = "NAME",
            defaultValue = "corrected",
            description =
                    "published: Auto-nnU-Net's priors, grammar and ranking around nnU-Net's recipe; corrected: ours"
                            + " (default: ${DEFAULT-VALUE})")
    private String mode = "corrected";

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "time for the whole command, such as 60m (default: " + HOUR + " unless --trial-epochs are given)")
    private @Nullable String budget;

    @Mixin
    private TrialOptions trials = new TrialOptions();

    @Mixin
    private FinalsOptions finals = new FinalsOptions();

    @Option(
            names = "--eta",
            paramLabel = "N",
            defaultValue = "3",
            description = "one candidate in N is trained N times as long (default: ${DEFAULT-VALUE})")
    private int eta = 3;

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            description =
                    "what is weighed against the Dice: runtime, parameters, multiply-adds, memory or none (default:"
                            + " runtime with --trial-epochs, none without)")
    private @Nullable String objective;

    @Option(
            names = "--study",
            paramLabel = "FILE_OR_URL",
            description =
                    "where the study is kept: a file, or postgresql://user:password@host/database (default: study.db"
                            + " in the work folder)")
    private @Nullable String study;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "name of the study (default: the space, with mode, fold and seed where they are not the usual"
                    + " ones)")
    private @Nullable String name;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Option(
            names = "--candidate",
            paramLabel = "FILE",
            description = "search around this candidate instead of the planned one")
    private @Nullable Path candidate;

    @Option(
            names = "--fold",
            paramLabel = "N",
            defaultValue = "0",
            description = "train and judge on this fold (default: ${DEFAULT-VALUE})")
    private String fold = "0";

    @Mixin
    private EconomyOptions economy = new EconomyOptions();

    @Mixin
    private RecipeOption recipe = new RecipeOption();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        TrialBudgetRequest budgets = trials.request();
        Optional<FinalsRequest> asked = finals.request(budgets.iterations());
        SearchRequest request = request(asked.map(one -> one.bounding(budgets)).orElse(budgets), asked.isPresent());
        SearchResult result = Interruption.guard(stop -> asked.isPresent()
                ? new SearchWithFinals(request, asked.get(), progress, stop).run()
                : new Search(request, progress, stop).run());
        SearchText.lines(result).forEach(progress::say);
        output.print(result);
        return 0;
    }

    private SearchRequest request(TrialBudgetRequest budgets, boolean nested) {
        String time = budget == null && !budgets.isCounted() ? HOUR : budget;
        OptionalDouble seconds =
                time == null ? OptionalDouble.empty() : OptionalDouble.of((double) Durations.seconds("--budget", time));
        SearchMode how = SearchMode.parse(mode);
        boolean published = how == SearchMode.PUBLISHED;
        TrainRequest training = new TrainRequest(
                planned.work(),
                configuration.name(),
                planned.preset(),
                published ? RecipeName.NNUNET : recipe.name(),
                Optional.ofNullable(candidate),
                List.of(fold),
                new RunRequest.Schedule(seconds, budgets.epochs(), OptionalInt.empty()),
                TrainingStart.FRESH,
                engine.engine(),
                published ? BatchRequest.parse("plan") : recipe.batch(),
                false);
        return new SearchRequest(
                training,
                SpaceKind.parse(space),
                how,
                Optional.ofNullable(objective).map(Cost::parse),
                seconds,
                budgets,
                eta,
                study == null ? planned.work().resolve("study.db").toString() : study,
                Optional.ofNullable(name),
                nested,
                economy.economy(),
                economy.raceFolds());
    }
}
