package org.decathlete.app.finals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.NestedSplit;
import org.decathlete.app.project.Preprocessing;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.Steps;
import org.decathlete.app.project.StoppableProgress;
import org.decathlete.app.results.Contender;
import org.decathlete.app.results.CrossValidation;
import org.decathlete.app.results.EnsembleValidation;
import org.decathlete.app.results.FinishedRuns;
import org.decathlete.app.results.JudgedModel;
import org.decathlete.app.shipping.Shipping;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.app.training.RunPlan;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.app.training.Validation;
import org.decathlete.app.training.ValidationCost;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.postprocess.MeanRule;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.settings.Budget;

/**
 * Trains candidates that a search has found on one fold, each under a schedule of its own that ends with the budget, and judges them on
 * all validation cases of the fold. They lie in {@code runs/} of the work folder, like every training that may be shipped, or apart from
 * them ({@link #in}) where nothing is shipped; what is done is not done again. No training looks at the scores of its validation cases: all end by their budgets.
 */
final class FinalTrainings {
    /** Probabilities may fill this part of the free disk. */
    private static final double SHARE_OF_DISK = 0.1;

    /** Making the network, reading its checkpoint, comparing label maps. */
    private static final double FIXED_JUDGING_SECONDS = 1;

    private final Project project;
    private final Candidate planned;
    private final CaseStore store;
    private final String fold;
    private final RunRequest.Engine engine;
    private final BooleanSupplier stop;

    private FinalTrainings(
            Project project,
            Candidate planned,
            CaseStore store,
            String fold,
            RunRequest.Engine engine,
            BooleanSupplier stop) {
        this.project = project;
        this.planned = planned;
        this.store = store;
        this.fold = fold;
        this.engine = engine;
        this.stop = stop;
    }

    /**
     * Opens a planned work folder, and prepares the cases where they are not yet.
     *
     * @param planned a candidate whose preprocessing all others share
     * @param fold {@code 0}, {@code 1}, …
     * @param stop asked now and then whether to stop in good order
     */
    static FinalTrainings open(
            Path work,
            Candidate planned,
            String fold,
            RunRequest.Engine engine,
            Progress progress,
            BooleanSupplier stop) {
        Project project = Project.reopen(work, engine.threads(), new StoppableProgress(progress, stop));
        Inspection.run(project);
        CaseStore store = Preprocessing.run(project, planned);
        return new FinalTrainings(project.withProgress(progress), planned, store, fold, engine, stop);
    }

    /**
     * The same, training in a folder of their own: the training that a model was shipped from lies where the default's would, and another
     * one would take its place.
     */
    FinalTrainings in(Path folder) {
        return new FinalTrainings(project.trainingIn(folder), planned, store, fold, engine, stop);
    }

    /**
     * Which of the fold's validation cases choose and which are kept aside.
     *
     * @throws DecathleteException of kind USAGE where there are too few
     */
    NestedSplit nested() {
        return NestedSplit.require(project, fold);
    }

    /** Why the fold's validation cases cannot be halved; empty where they can. */
    Optional<String> tooFew() {
        return NestedSplit.find(project, fold).isPresent()
                ? Optional.empty()
                : Optional.of(NestedSplit.tooFew(project, fold));
    }

    /** Notes for the report how long the search took. */
    void searched(double seconds) {
        project.ledger().finished("search", planned.id(), seconds);
    }

    /** Hash of the preprocessed cases and of how the fold divides them: with another, everything is trained anew. */
    String data() {
        return data(store.key(), project, fold);
    }

    /** The same, before the cases are prepared. */
    static String data(TrainRequest request, Candidate planned, Progress progress) {
        Project project = Project.reopen(request.work(), request.engine().threads(), progress);
        return data(
                Preprocessing.identity(project, planned).key(),
                project,
                request.folds().get(0));
    }

    private static String data(String cases, Project project, String fold) {
        return Hash.of("finals", cases, Steps.split(project, fold).toString());
    }

    /** Seconds that judging the planned candidate on all validation cases will take, measured with an untrained network. */
    double judgingSeconds() {
        Native.load(project.progress()::say);
        Native.threads(engine.threads());
        return FIXED_JUDGING_SECONDS
                + new ValidationCost(project, planned, Steps.split(project, fold), engine).predictionSeconds();
    }

    /** Whether the probabilities of so many trainings, were they not compressed at all, fit into a tenth of the free disk. */
    boolean canKeepProbabilities(int trainings) {
        List<String> validation = Steps.split(project, fold).validation();
        long voxels = 0;
        for (Case one : project.dataset().cases()) {
            if (validation.contains(one.id())) {
                voxels += VolumeFiles.info(one.images().get(0)).grid().voxels();
            }
        }
        double bytes = (double) voxels
                * Float.BYTES
                * trainings
                * project.dataset().description().labels().outputs();
        try {
            return bytes
                    <= SHARE_OF_DISK
                            * Files.getFileStore(project.workspace().root()).getUsableSpace();
        } catch (IOException e) {
            project.progress().say("finals: how much of the disk is free cannot be told (" + e + "); no ensembles");
            return false;
        }
    }

    /**
     * Trains a final, or goes on with it, and judges it.
     *
     * @param seed of everything random in it
     * @param budget that its schedule is laid over
     * @param probabilities whether to keep what ensembles need
     * @throws DecathleteException of kind INTERRUPTED after a stop, with a checkpoint written; TRAINING when the training went astray;
     *     RESOURCE when memory did not suffice
     */
    JudgedModel run(Candidate candidate, long seed, Budget budget, boolean probabilities) {
        FoldTraining training = training(candidate, seed);
        TrainingResult result = train(training, budget);
        Validation.run(training, probabilities, stop);
        CrossValidation done = FinishedRuns.of(project, candidate, seed);
        double judging = project.ledger().seconds().getOrDefault(Validation.stage(training), Double.NaN);
        return new JudgedModel(Contender.single(done, folds()), result.activeSeconds(), judging);
    }

    private TrainingResult train(FoldTraining training, Budget budget) {
        Native.load(project.progress()::say);
        Native.threads(engine.threads());
        String asked = asked(budget);
        TrainingResult result = training.run(
                asked, store, () -> new RunPlan(asked, training.engine(), budget, 0, 0, false, null), stop);
        project.ledger()
                .finished(
                        "training of final " + training.candidate().id() + ", seed "
                                + training.engine().seed(),
                        training.candidate().id(),
                        result.activeSeconds());
        return result;
    }

    /**
     * Several finals together, joined by the mean of their probabilities, which were kept.
     *
     * @param members single models, at least two
     */
    JudgedModel together(List<JudgedModel> members) {
        List<CrossValidation> joined = members.stream()
                .flatMap(one -> one.contender().members().stream())
                .toList();
        return new JudgedModel(
                new EnsembleValidation(project, joined, folds(), MeanRule.NAME).run(stop),
                members.stream().mapToDouble(JudgedModel::trainingSeconds).sum(),
                members.stream().mapToDouble(JudgedModel::judgingSeconds).sum());
    }

    /** Ships a single model for the time being, without a word on how it compares: so that there is one, whatever happens later. */
    void shipForNow(Candidate candidate, long seed) {
        FoldTraining training = training(candidate, seed);
        TrainingResult result = TrainingResult.read(training.folder().resolve("checkpoint_final.safetensors"));
        Shipping.ship(
                List.of(new Shipping.Finished(training, result)),
                Inspection.run(project).dataHash());
    }

    /** Ships what finals have chosen. */
    FinalsShipping shipping() {
        return new FinalsShipping(project, folds(), stop);
    }

    /** Equal requests give equal words; another budget makes another training. */
    private static String asked(Budget budget) {
        return budget instanceof Budget.WallClock clock
                ? String.format(Locale.ROOT, "final of %.3f s", clock.seconds())
                : "final of " + budget;
    }

    private FoldTraining training(Candidate candidate, long seed) {
        if (!candidate.preprocessing().equals(planned.preprocessing())) {
            throw new IllegalArgumentException(
                    "candidate " + candidate.id() + " is prepared in another way than candidate " + planned.id());
        }
        return new FoldTraining(
                project,
                candidate,
                fold,
                Steps.split(project, fold),
                store.key(),
                engine.withSeed(seed),
                TrainingStart.FRESH);
    }

    private SortedSet<Integer> folds() {
        return new TreeSet<>(List.of(Integer.parseInt(fold)));
    }
}
