package org.decathlete.app.folds;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.ActiveTime;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;

/** Trains and validates one fold in a process of its own; whoever started it ships the model. */
public final class FoldWorker {

    private FoldWorker() {}

    /**
     * Does it.
     *
     * @param job description of the fold, JSON
     * @param stop asked now and then whether to stop in good order
     * @return scores of the fold's validation cases
     */
    public static Scores run(String job, Progress progress, BooleanSupplier stop) {
        ActiveTime time = ActiveTime.start();
        FoldJob read = Json.mapper().readValue(job, FoldJob.class);
        List<String> folds = read.request().folds();
        FoldWork work = FoldWork.open(read.request(), progress, stop).lengthening(false);
        FoldTraining training =
                work.training(folds.get(0), read.request().engine().threads());
        work.train(training, () -> read.spentSeconds() + time.seconds(), read.share(), stop);
        return work.validate(training, stop);
    }
}
