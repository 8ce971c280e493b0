package org.decathlete.app.folds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Preprocessing;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.Steps;
import org.decathlete.app.project.StoppableProgress;
import org.decathlete.app.training.BatchDecision;
import org.decathlete.app.training.BatchRequest;
import org.decathlete.app.training.BudgetDecision;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.app.training.PreviousPredictions;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.Validation;
import org.decathlete.app.training.ValidationCost;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.checkpoint.TrainingResult;

/**
 * What the trainings of several folds have in common.
 *
 * @param project the work folder
 * @param integrity what the check of the data found
 * @param candidate what is trained
 * @param store the preprocessed cases
 * @param previous what the first stage says about the cases, where the candidate is the second of a cascade
 * @param request what was asked
 * @param lengthenedFrom by fold, the iteration from which it gets more time
 */
record FoldWork(
        Project project,
        IntegrityReport integrity,
        Candidate candidate,
        CaseStore store,
        Optional<PreviousPredictions> previous,
        TrainRequest request,
        Map<String, OptionalLong> lengthenedFrom) {

    /** Opens the work folder and prepares the cases where they are not yet. */
    static FoldWork open(TrainRequest request, Progress progress, BooleanSupplier stop) {
        Project project =
                Project.reopen(request.work(), request.engine().threads(), new StoppableProgress(progress, stop));
        IntegrityReport integrity = Inspection.run(project);
        Candidate candidate = candidate(project, request);
        CaseStore store = Preprocessing.run(project, candidate);
        // From here on work looks for the request to stop itself, and writes a checkpoint.
        Project trained = project.withProgress(progress);
        Optional<PreviousPredictions> previous =
                PreviousPredictions.find(trained, candidate, request.engine().seed(), cases(trained, request.folds()));
        return new FoldWork(trained, integrity, candidate, store, previous, request, Map.of());
    }

    /**
     * The same, knowing from where trainings are lengthened.
     *
     * @param resumed whether an earlier process of the same command was stopped
     */
    FoldWork lengthening(boolean resumed) {
        if (!request.start().lengthens() || !decision().isTimed()) {
            return this;
        }
        Map<String, OptionalLong> from = new HashMap<>();
        for (String fold : request.folds()) {
            from.put(
                    fold,
                    training(fold, request.engine().threads())
                            .lengthenedFrom(decision().asked(), resumed));
        }
        return new FoldWork(project, integrity, candidate, store, previous, request, from);
    }

    /** The planned candidate, or the one that was given. */
    static Candidate candidate(Project project, TrainRequest request) {
        BatchDecision batch = new BatchDecision(
                project,
                new Planning(project).plans(request.preset()),
                request.batch(),
                request.schedule(),
                request.engine());
        if (request.candidate().isEmpty()) {
            return batch.planned(request.configuration(), request.recipe());
        }
        Candidate given = Candidate.read(request.candidate().get());
        return request.batch().equals(BatchRequest.UNSTATED) ? given : batch.given(given);
    }

    private static Set<String> cases(Project project, List<String> folds) {
        Set<String> cases = new TreeSet<>();
        for (String fold : folds) {
            Split split = Steps.split(project, fold);
            cases.addAll(split.train());
            cases.addAll(split.validation());
        }
        return cases;
    }

    /** The same without a word, for what other processes have already told. */
    FoldWork quietly() {
        return new FoldWork(
                project.withProgress(Progress.silent()),
                integrity,
                candidate,
                store,
                previous,
                request,
                lengthenedFrom);
    }

    /** The training of a fold with so many processor threads. */
    FoldTraining training(String fold, int threads) {
        return new FoldTraining(
                project,
                candidate,
                fold,
                Steps.split(project, fold),
                store.key(),
                request.engine().withThreads(threads),
                request.start().from(lengthenedFrom.getOrDefault(fold, OptionalLong.empty())),
                previous);
    }

    /** Whether what is asked was trained to its end before. */
    boolean isTrained(String fold) {
        return training(fold, request.engine().threads()).isFinished(decision().asked());
    }

    /** Whether it was judged then, too, and what is to be kept of that is there. */
    boolean isValidated(String fold) {
        return isTrained(fold)
                && Validation.isThere(training(fold, request.engine().threads()), request.probabilities());
    }

    /** Threads of the first of some folds that began before and is to end bit by bit as it would have. */
    OptionalInt begunThreads(List<String> folds) {
        return folds.stream()
                .map(fold -> training(fold, request.engine().threads())
                        .begunThreads(decision().asked()))
                .flatMapToInt(OptionalInt::stream)
                .findFirst();
    }

    /**
     * Trains a fold, or goes on with it.
     *
     * @param spent active seconds of the command so far
     * @param share part of the remaining time that it may take, in (0, 1]
     */
    TrainingResult train(FoldTraining training, DoubleSupplier spent, double share, BooleanSupplier stop) {
        Native.load(project.progress()::say);
        Native.threads(training.engine().threads());
        BudgetDecision decision = decision();
        training.begunThreads(decision.asked()).ifPresent(begun -> tellOtherThreads(training, begun));
        return training.run(
                decision.asked(),
                store,
                () -> decision.plan(
                        training.engine(),
                        spent.getAsDouble(),
                        share,
                        () -> ValidationCost.of(training).seconds(),
                        project.progress()),
                stop);
    }

    /** Sums over voxels are split among the threads, so that their last bits depend on how many there are. */
    private void tellOtherThreads(FoldTraining training, int begun) {
        int now = training.engine().threads();
        if (now != begun) {
            project.progress()
                    .say(
                            "fold " + training.fold() + ": began with --threads " + begun + " and goes on with " + now
                                    + ", so that its weights will differ in their last bits from those of a training that was never stopped");
        }
    }

    /** Judges a trained fold on its validation cases. */
    Scores validate(FoldTraining training, BooleanSupplier stop) {
        return Validation.run(training, request.probabilities(), stop);
    }

    private BudgetDecision decision() {
        return new BudgetDecision(
                request.schedule(),
                candidate.recipe(),
                Device.parse(request.engine().device()).cuda());
    }
}
