package org.decathlete.app.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.ActiveTime;
import org.decathlete.app.project.FoldPlanning;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Preprocessing;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.StoppableProgress;
import org.decathlete.app.reporting.OutcomeText;
import org.decathlete.app.reporting.TrainedReports;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.selection.SelectionReports;
import org.decathlete.app.shipping.Shipping;
import org.decathlete.app.training.BatchDecision;
import org.decathlete.app.training.BudgetDecision;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.app.training.RunPlan;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainedFold;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.app.training.Validation;
import org.decathlete.app.training.ValidationCost;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.checkpoint.TrainingResult;

/**
 * The whole flow: check, fingerprint, plan, preprocess, train fold 0, ship that model, validate what was shipped, report. Giving the
 * same request again goes on where it stopped.
 */
public final class Pipeline {
    private static final int FOLD = 0;

    private final RunRequest request;
    private final Progress progress;
    private final BooleanSupplier stop;

    /**
     * @param stop asked now and then whether to stop in good order
     */
    public Pipeline(RunRequest request, Progress progress, BooleanSupplier stop) {
        this.request = request;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Runs what is not done yet.
     *
     * @throws org.decathlete.core.run.DecathleteException with the kind that says what a caller can do
     */
    public RunOutcome run() {
        return ActiveTime.during(request.work(), request.id(), this::run);
    }

    /**
     * The same as a part of a command.
     *
     * @param time of the command, which the budget is that of
     */
    public RunOutcome run(ActiveTime time) {
        Project project = Project.open(
                request.dataset(), request.work(), request.engine().threads(), new StoppableProgress(progress, stop));
        IntegrityReport integrity = Inspection.run(project);
        new FoldPlanning(project, integrity).prepare(request.folds());
        Planning planning = new Planning(project);
        Plans plans = planning.plans(request.preset());
        Split split = planning.splits().get(FOLD);
        Candidate candidate = new BatchDecision(project, plans, request.batch(), request.schedule(), request.engine())
                .planned(plans.preferred().name(), request.recipe());
        CaseStore store = Preprocessing.run(project, candidate);
        FoldTraining training = new FoldTraining(
                project.withProgress(progress),
                candidate,
                String.valueOf(FOLD),
                split,
                store.key(),
                request.engine(),
                TrainingStart.FRESH);
        TrainingResult result = train(training, store, time);
        boolean selected = isSelectionKept(training);
        if (!selected) {
            Shipping.ship(List.of(new Shipping.Finished(training, result)), integrity.dataHash());
        }
        Scores scores = Validation.run(training, false, stop);
        Path report = selected
                ? SelectionReports.write(project, integrity, stop)
                : TrainedReports.write(
                        project,
                        integrity,
                        plans,
                        List.of(new TrainedFold(training, RunPlan.read(training.folder()), result, scores)));
        RunOutcome outcome = RunOutcome.of(
                project, candidate, training.fold(), request.engine().seed(), scores, report);
        OutcomeText.lines(outcome).forEach(progress::say);
        return outcome;
    }

    private TrainingResult train(FoldTraining training, CaseStore store, ActiveTime time) {
        Native.load(progress::say);
        Native.threads(request.engine().threads());
        BudgetDecision decision = new BudgetDecision(
                request.schedule(),
                training.candidate().recipe(),
                Device.parse(request.engine().device()).cuda());
        TrainingResult result = training.run(
                decision.asked(),
                store,
                () -> decision.plan(
                        request.engine(),
                        time.seconds(),
                        1,
                        () -> ValidationCost.of(training).seconds(),
                        progress),
                stop);
        training.project().ledger().finished("training", training.candidate().id(), result.activeSeconds());
        return result;
    }

    /** What `select` chose stays, unless something was trained since that it does not know of. */
    private boolean isSelectionKept(FoldTraining training) {
        boolean known = Files.exists(training.folder().resolve("summary.json"))
                && Files.exists(training.project().workspace().selection());
        if (known) {
            progress.say("model: what `select` chose is kept");
        }
        return known;
    }
}
