package org.decathlete.app.finals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.decathlete.app.pipeline.ActiveTime;
import org.decathlete.app.pipeline.FinalTrainings;
import org.decathlete.app.pipeline.Pipeline;
import org.decathlete.app.pipeline.PlannedWork;
import org.decathlete.app.pipeline.RunOutcome;
import org.decathlete.app.pipeline.RunRequest;
import org.decathlete.app.pipeline.TrainRequest;
import org.decathlete.app.study.BracketPlan;
import org.decathlete.app.study.Search;
import org.decathlete.app.study.SearchMode;
import org.decathlete.app.study.SearchRequest;
import org.decathlete.app.study.StudyFindings;
import org.decathlete.app.study.TrialBudgetRequest;
import org.decathlete.app.tune.CandidateCost;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.Budget;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;

/**
 * A whole run that searches where that pays: it divides its time between the default, a search and finals, says so before it starts, and
 * ships the model that is best on the cases to choose by; the default is one of those, so that the model is never worse there. What it is
 * worth on cases that had no say stands beside it. Where a search does not pay, it is a {@link Pipeline}, which spends all the time on one
 * training. Giving the same request again goes on where it stopped, and changes nothing once all is done.
 */
public final class SearchedRun {
    private static final int KEY_DIGITS = 8;
    private static final int ETA = 3;
    private static final double SHORTEST_FINAL_SECONDS = 60;

    /** What making the plan of the trials leaves out, as the search does. */
    private static final double SHARE_FOR_TRIALS = 0.95;

    private final RunRequest request;
    private final RunSearch asked;
    private final TrialBudgetRequest trials;
    private final double shortestFinal;
    private final Progress progress;
    private final BooleanSupplier stop;

    /** @param stop asked now and then whether to stop in good order */
    public SearchedRun(RunRequest request, RunSearch asked, Progress progress, BooleanSupplier stop) {
        this(request, asked, TrialBudgetRequest.UNSTATED, SHORTEST_FINAL_SECONDS, progress, stop);
    }

    /** With trials and finals of other lengths than are worth it. */
    SearchedRun(
            RunRequest request,
            RunSearch asked,
            TrialBudgetRequest trials,
            double shortestFinal,
            Progress progress,
            BooleanSupplier stop) {
        this.request = request;
        this.asked = asked;
        this.trials = trials;
        this.shortestFinal = shortestFinal;
        this.progress = progress;
        this.stop = stop;
    }

    /** One run's own search and finals. */
    private record Work(
            TrainRequest training, Candidate candidate, FinalTrainings trainings, Path folder, RunDivision division) {
        String key() {
            return String.valueOf(folder.getFileName());
        }

        Budget each() {
            return new Budget.WallClock(division.each());
        }
    }

    /**
     * Runs what is not done yet.
     *
     * @throws DecathleteException with the kind that says what a caller can do; of kind USAGE where a search is asked for and the time or
     *     the cases do not suffice
     */
    public RunOutcome run() {
        if (!asked.wanted(request.schedule())) {
            return new Pipeline(request, progress, stop).run();
        }
        return ActiveTime.during(request.work(), id(), this::run);
    }

    private String id() {
        return Hash.of("searched", request.id(), asked.toString());
    }

    private RunOutcome run(ActiveTime time) {
        TrainRequest training = PlannedWork.prepare(request, progress, stop);
        Candidate candidate = PlannedWork.candidate(training, progress, stop);
        Work work;
        try {
            work = divided(training, candidate, time);
        } catch (DecathleteException e) {
            if (!asked.automatic() || e.kind() != ErrorKind.USAGE) {
                throw e;
            }
            progress.say("run: nothing is searched, and all the time goes to one training: " + e.getMessage());
            return new Pipeline(request, progress, stop).run(time);
        }
        return run(work, time);
    }

    private Work divided(TrainRequest training, Candidate candidate, ActiveTime time) {
        if (candidate.previousStage() != null) {
            throw DecathleteException.usage(
                    candidate.configuration() + " refines another configuration; only single stages can be searched");
        }
        FinalTrainings trainings = FinalTrainings.open(
                request.work(), candidate, training.folds().get(0), request.engine(), progress, stop);
        trainings.tooFew().ifPresent(why -> {
            throw DecathleteException.usage(why);
        });
        Path folder = SearchWithFinals.folder(
                request.work(), Hash.of(id(), trainings.data()).substring(0, KEY_DIGITS));
        RunDivision division = RunDivision.find(folder).orElseGet(() -> {
            double judging = trainings.judgingSeconds();
            RunDivision made = RunDivision.of(
                    request.schedule().budgetSeconds().orElseThrow(), time.seconds(), judging, shortestFinal);
            // Refuses now what the search would refuse when the default is trained.
            BracketPlan.timed(SHARE_FOR_TRIALS * made.search(), judging, trials, ETA);
            return made.written(folder);
        });
        return new Work(training, candidate, trainings, folder, division);
    }

    private RunOutcome run(Work work, ActiveTime time) {
        FinalTrainings trainings = work.trainings();
        RunDivision division = work.division();
        progress.say("run: " + division.text() + "; of the validation cases, "
                + trainings.nested().text());
        boolean ensembles = trainings.canKeepProbabilities(division.finals());
        trainings.run(work.candidate(), request.engine().seed(), work.each(), ensembles);
        Search search = new Search(searchRequest(work), progress, stop);
        FinalsPlan plan = FinalsPlan.find(work.folder()).orElseGet(() -> {
            trainings.shipForNow(work.candidate(), request.engine().seed());
            progress.say("run: the default's model is there already, should this be stopped");
            long began = System.nanoTime();
            search.run();
            trainings.searched((System.nanoTime() - began) / 1e9);
            return decided(work, search, ensembles, division.seconds() - time.seconds())
                    .written(work.folder());
        });
        Finals.Result result = new Finals(
                        trainings, plan, progress, () -> division.seconds() - time.seconds() - division.reserved() / 2)
                .run();
        SearchWithFinals.report(searchRequest(work), search, request.work().resolve(Search.REPORT), result);
        return trainings.shipping().ship(result.models(), result.summary());
    }

    private SearchRequest searchRequest(Work work) {
        return new SearchRequest(
                        work.training(),
                        asked.space().orElseThrow(),
                        SearchMode.CORRECTED,
                        Optional.empty(),
                        OptionalDouble.of(work.division().search()),
                        trials,
                        ETA,
                        request.work().resolve("study.db").toString(),
                        Optional.of("run-" + work.key()))
                .keepingCasesAside();
    }

    /** @param left seconds of the whole run */
    private FinalsPlan decided(Work work, Search search, boolean ensembles, double left) {
        try (StudyStore store = StudyStores.open(searchRequest(work).store())) {
            var study = search.open(store);
            List<FinalChoice> candidates = new FinalCandidates(study, StudyFindings.of(study.stored()))
                    .pick(RunDivision.CANDIDATES - 1, request.engine().seed());
            List<FinalChoice> all =
                    FinalsPlan.seeded(candidates, work.division().finals());
            double[] judgings = all.stream()
                    .skip(1)
                    .mapToDouble(one -> work.division().judging()
                            * Math.max(1, multiplyAdds(one.candidate()) / multiplyAdds(work.candidate())))
                    .toArray();
            int affordable = work.division().affordable(left, judgings);
            List<FinalChoice> finals = new ArrayList<>(all.subList(0, 1 + affordable));
            progress.say(String.format(
                    Locale.ROOT,
                    "run: %.0f s are left, which is enough for %d of %d further finals",
                    left,
                    affordable,
                    all.size() - 1));
            return new FinalsPlan(
                    study.stored().name(),
                    work.trainings().nested(),
                    work.each(),
                    ensembles && finals.size() > 1,
                    finals);
        }
    }

    private static double multiplyAdds(Candidate candidate) {
        return CandidateCost.of(candidate, Float.BYTES).multiplyAddsPerVoxel();
    }
}
