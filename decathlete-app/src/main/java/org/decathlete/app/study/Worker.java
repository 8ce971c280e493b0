package org.decathlete.app.study;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.trial.TrialTraining;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;

/**
 * Takes part in a study that a search has made, with a work folder of the same dataset on this or another machine. A promoted trial goes on from
 * its checkpoint where that is in the worker's own folder, and is trained from the beginning otherwise.
 */
public final class Worker {

    private Worker() {}

    /**
     * What a worker did.
     *
     * @param study in which
     * @param ending why it ended
     * @param evaluated how many trials it has evaluated
     */
    public record Outcome(String study, Ending ending, int evaluated) {}

    /**
     * Works until there is nothing left to do, the study is stopped, or the time is up.
     *
     * @param stop asked now and then whether to stop in good order
     * @throws DecathleteException of kind INTERRUPTED after a stop; of kind USAGE where the work folder holds other cases than the study
     *     was made with
     */
    public static Outcome run(WorkerRequest request, Progress progress, BooleanSupplier stop) {
        long began = System.nanoTime();
        DoubleSupplier left =
                () -> request.seconds().orElse(Double.POSITIVE_INFINITY) - (System.nanoTime() - began) / 1e9;
        TrialProgress line = new TrialProgress(progress);
        try (StudyStore store = StudyStores.open(request.store())) {
            StoredStudy stored = SearchStudy.find(store, request.store(), request.name());
            SearchStudy study = SearchStudy.of(
                    stored,
                    () -> PlannedWork.open(request.work(), request.engine().threads(), progress));
            SearchPlan plan = study.plan();
            TrialFolds folds = TrialFolds.of(
                    TrialTraining.open(
                            request.work(),
                            plan.candidate(),
                            plan.fold(),
                            plan.heldBack(),
                            plan.whole(),
                            request.seeded(stored.settings().seed()),
                            line,
                            stop),
                    plan.furtherFolds());
            if (!folds.data().equals(plan.data())) {
                throw DecathleteException.usage("--work " + request.work()
                        + " holds other cases, or other folds of them, than study " + stored.name() + " was made with");
            }
            try (WorkerPlace place = WorkerPlace.take(request.work(), stored.name(), stop)) {
                progress.say("worker " + place.name() + " in study " + stored.name() + ", " + folds.cases());
                TrialLoop loop = new TrialLoop(study, folds, line, progress, left, stop);
                Ending ending = loop.run(place.name());
                if (ending == Ending.INTERRUPTED) {
                    throw new DecathleteException(
                            ErrorKind.INTERRUPTED, "worker stopped after " + loop.evaluated() + " trials");
                }
                return new Outcome(stored.name(), ending, loop.evaluated());
            }
        }
    }
}
