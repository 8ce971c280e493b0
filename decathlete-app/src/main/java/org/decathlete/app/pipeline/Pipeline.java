package org.decathlete.app.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.IntegrityReport;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.metrics.MeanScores;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * The whole flow: check, fingerprint, plan, preprocess, train fold 0, ship that model, validate what was shipped, report. Giving the
 * same request again goes on where it stopped.
 */
public final class Pipeline {
    private static final int FOLD = 0;
    private static final String REQUEST = "request.json";

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

    private RunOutcome run(ActiveTime time) {
        Project project =
                Project.open(request.dataset(), request.work(), request.engine().threads(), progress);
        Json.write(project.workspace().root().resolve(REQUEST), request);
        IntegrityReport integrity = Inspection.run(project);
        new FoldPlanning(project, integrity).prepare(request.folds());
        Planning planning = new Planning(project);
        Plans plans = planning.plans(request.preset());
        Split split = planning.splits().get(FOLD);
        Candidate candidate = new BatchDecision(project, plans, request.batch(), request.schedule(), request.engine())
                .planned(plans.preferred().name(), request.recipe());
        CaseStore store = Preprocessing.run(project, candidate);
        FoldTraining training = new FoldTraining(
                project, candidate, String.valueOf(FOLD), split, store.key(), request.engine(), TrainingStart.FRESH);
        TrainingResult result = train(training, store, time);
        boolean selected = isSelectionKept(training);
        if (!selected) {
            Shipping.ship(List.of(new Shipping.Finished(training, result)), integrity.dataHash());
        }
        Scores scores = Validation.run(training, false, stop);
        Path report = selected
                ? SelectionReports.write(project, integrity, stop)
                : report(new Reporting(
                        project, integrity, plans, training, RunPlan.read(training.folder()), result, scores));
        RunOutcome outcome = outcome(training, scores, report);
        tell(outcome);
        return outcome;
    }

    /**
     * Writes the report of a finished run again.
     *
     * @throws DecathleteException of kind USAGE when the run of the work folder is not finished
     */
    public static RunOutcome report(Path work, Progress progress) {
        Workspace workspace = new Workspace(work);
        if (!Files.exists(workspace.report())) {
            throw DecathleteException.usage("--work " + work
                    + " holds no finished run; give the `run` command again, it goes on where it stopped");
        }
        return new Pipeline(Json.read(workspace.root().resolve(REQUEST), RunRequest.class), progress, () -> false)
                .run();
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
                        () -> new ValidationCost(training).seconds(),
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

    private Path report(Reporting reporting) {
        long started = System.nanoTime();
        Path file = reporting.write();
        reporting
                .project()
                .ledger()
                .finished("report", reporting.training().candidate().id(), (System.nanoTime() - started) / 1e9);
        return file;
    }

    private RunOutcome outcome(FoldTraining training, Scores scores, Path report) {
        Map<String, @Nullable Double> perClass = new LinkedHashMap<>();
        scores.means()
                .forEach((key, mean) -> perClass.put(scores.classNames().getOrDefault(key, key), orNull(mean.dice())));
        MeanScores mean = scores.foregroundMean();
        return new RunOutcome(
                training.candidate().id(),
                training.candidate().configuration(),
                training.fold(),
                request.engine().seed(),
                orNull(mean.dice()),
                perClass,
                scores.cases().size(),
                training.project().workspace().model().toString(),
                report.toString(),
                training.project().ledger().seconds());
    }

    private void tell(RunOutcome outcome) {
        progress.say("mean foreground Dice " + outcome.meanForegroundDice() + " on " + outcome.validationCases()
                + " cases that the model never saw: " + outcome.dicePerClass());
        progress.say("model:  " + outcome.model());
        progress.say("report: " + outcome.report());
    }

    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
