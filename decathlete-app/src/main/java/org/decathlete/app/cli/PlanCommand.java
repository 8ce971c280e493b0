package org.decathlete.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.Steps;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: fingerprint, plans and folds. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Looks at the data and plans by nnU-Net's rules; says why for each decision.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(
            names = "--plans",
            paramLabel = "FILE",
            description =
                    "take this plans file, such as one edited by hand; it is checked and copied into the work folder")
    private @Nullable Path plansFile;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ConsoleProgress progress = ConsoleProgress.standard();
        Plans plans = Steps.plan(
                new PlanRequest(
                        project.dataset(),
                        project.work(),
                        project.preset(),
                        Optional.ofNullable(plansFile),
                        project.folds()),
                threads.count(),
                progress);
        plans.explanations().forEach(progress::say);
        output.print(Json.mapper().readTree(PlansJson.toJson(plans)));
        return 0;
    }
}
