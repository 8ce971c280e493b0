package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.training.RunRequest;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.Progress;

/** The whole flow with no data at hand: makes a phantom dataset and runs on it. */
public final class Demo {

    private Demo() {}

    /**
     * Makes the phantom dataset unless it is there, and runs the whole flow on it.
     *
     * @param folder holds the dataset and the work folder
     * @param budgetSeconds wall-clock time for the flow
     * @param stop asked now and then whether to stop
     */
    public static RunOutcome run(
            Path folder, double budgetSeconds, RunRequest.Engine engine, Progress progress, BooleanSupplier stop) {
        Path dataset = folder.resolve("dataset");
        progress.say("demo: a phantom dataset with two organs in " + dataset);
        PhantomDataset.write(dataset, PhantomSettings.demo(), progress);
        RunRequest.Schedule schedule =
                new RunRequest.Schedule(OptionalDouble.of(budgetSeconds), OptionalInt.empty(), OptionalInt.empty());
        RunRequest request = new RunRequest(
                dataset, folder.resolve("work"), schedule, Optional.empty(), RecipeName.ACCELERATED, engine);
        return new Pipeline(request, progress, stop).run();
    }
}
