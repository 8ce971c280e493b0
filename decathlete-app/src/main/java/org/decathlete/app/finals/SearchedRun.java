package org.decathlete.app.finals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.pipeline.Pipeline;
import org.decathlete.app.project.ActiveTime;
import org.decathlete.app.results.JudgedModel;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.study.Search;
import org.decathlete.app.study.SearchMode;
import org.decathlete.app.study.SearchRequest;
import org.decathlete.app.study.StudyFindings;
import org.decathlete.app.study.TrialBudgetRequest;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.tune.CandidateCost;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
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

    private final RunRequest request;
    private final RunSearch asked;
    private final Lengths lengths;
    private final Progress progress;
    private final BooleanSupplier stop;

    /** @param stop asked now and then whether to stop in good order */
    public SearchedRun(RunRequest request, RunSearch asked, Progress progress, BooleanSupplier stop) {
        this(request, asked, Lengths.USUAL, progress, stop);
    }

    /** With trials and finals of other lengths than are worth it. */
    SearchedRun(RunRequest request, RunSearch asked, Lengths lengths, Progress progress, BooleanSupplier stop) {
        this.request = request;
        this.asked = asked;
        this.lengths = lengths;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * How long trials and finals are, and what is tried before anything is trained.
     *
     * @param trials what is asked of the trials
     * @param shortestFinal seconds that a final needs to be worth it
     * @param preparing makes the study, or tells why it cannot be made
     */
    record Lengths(TrialBudgetRequest trials, double shortestFinal, Consumer<Search> preparing) {
        static final Lengths USUAL = new Lengths(TrialBudgetRequest.UNSTATED, 60, Search::prepare);
    }

    /** One run's own search and finals. */
    private record Work(
            TrainRequest training, Candidate candidate, FinalTrainings trainings, Path folder, RunDivision division) {
        Budget each() {
            return new Budget.WallClock(division.each());
        }
    }

    /**
     * Runs what is not done yet.
     *
     * @throws DecathleteException with the kind that says what a caller can do; of kind USAGE where a search is asked for and the time or
     *     the cases do not suffice; of kind RESOURCE where one is asked for that memory does not hold
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
        Path folder = SearchWithFinals.folder(
                request.work(),
                Hash.of(id(), FinalTrainings.data(training, candidate, progress))
                        .substring(0, KEY_DIGITS));
        boolean divided = RunDivision.find(folder).isPresent();
        Optional<OneTraining> whole =
                divided || !asked.automatic() ? Optional.empty() : begun(folder, training, candidate);
        if (whole.isEmpty()) {
            try {
                Work work = divided(training, candidate, folder, time);
                return run(work, time);
            } catch (NotSearched e) {
                if (divided || !asked.automatic()) {
                    throw e.why();
                }
                whole = Optional.of(new OneTraining(String.valueOf(e.why().getMessage())).written(folder));
            }
        }
        progress.say("run: nothing is searched, and all the time goes to one training: "
                + whole.orElseThrow().reason());
        return new Pipeline(request, progress, stop).run(time);
    }

    /** What an earlier start, or an earlier version, gave all its time to. */
    private Optional<OneTraining> begun(Path folder, TrainRequest training, Candidate candidate) {
        return OneTraining.find(folder)
                .or(() -> PlannedWork.isBegun(training, candidate, progress)
                        ? Optional.of(new OneTraining("it was begun before, and goes on"))
                        : Optional.empty());
    }

    /** Tells that a search does not come about, before anything was trained. */
    private static final class NotSearched extends Exception {
        private static final long serialVersionUID = 1;
        private final DecathleteException why;

        NotSearched(DecathleteException why) {
            super(why);
            this.why = why;
        }

        DecathleteException why() {
            return why;
        }
    }

    private Work divided(TrainRequest training, Candidate candidate, Path folder, ActiveTime time) throws NotSearched {
        try {
            if (candidate.previousStage() != null) {
                throw DecathleteException.usage(candidate.configuration()
                        + " refines another configuration; only single stages can be searched");
            }
            FinalTrainings trainings = FinalTrainings.open(
                    request.work(), candidate, training.folds().get(0), request.engine(), progress, stop);
            trainings.tooFew().ifPresent(why -> {
                throw DecathleteException.usage(why);
            });
            RunDivision division = RunDivision.find(folder).orElseGet(() -> divided(training, trainings, folder, time));
            return new Work(training, candidate, trainings, folder, division);
        } catch (DecathleteException e) {
            if (e.kind() == ErrorKind.USAGE || e.kind() == ErrorKind.RESOURCE) {
                throw new NotSearched(e);
            }
            throw e;
        }
    }

    /** Makes the study, too: memory that is free now may be taken when the default is trained. */
    private RunDivision divided(TrainRequest training, FinalTrainings trainings, Path folder, ActiveTime time) {
        RunDivision made = RunDivision.of(
                request.schedule().budgetSeconds().orElseThrow(),
                time.seconds(),
                trainings.judgingSeconds(),
                lengths.shortestFinal());
        RunDivision division = made.joining(trainings.canKeepProbabilities(made.finals()));
        lengths.preparing().accept(new Search(searchRequest(training, folder, division), progress, stop));
        return division.written(folder);
    }

    private RunOutcome run(Work work, ActiveTime time) {
        FinalTrainings trainings = work.trainings();
        RunDivision division = work.division();
        SearchRequest searched = searchRequest(work.training(), work.folder(), division);
        progress.say("run: " + division.text() + "; of the validation cases, "
                + trainings.nested().text());
        JudgedModel standard =
                trainings.run(work.candidate(), request.engine().seed(), work.each(), division.ensembles());
        Search search = new Search(searched, progress, stop);
        FinalsPlan plan = FinalsPlan.find(work.folder()).orElseGet(() -> {
            if (!Searched.isNoted(work.folder())) {
                trainings.shipForNow(work.candidate(), request.engine().seed());
                progress.say("run: the default's model is there already, should this be stopped");
                SearchWithFinals.searched(search, work.folder());
            }
            trainings.searched(Searched.read(work.folder()).seconds());
            double judging = division.judgedIn(standard.judgingSeconds());
            return decided(work, searched, search, judging, division.seconds() - time.seconds())
                    .written(work.folder());
        });
        Finals.Result result = new Finals(
                        trainings, plan, progress, () -> division.seconds() - time.seconds() - division.reserved() / 2)
                .run();
        // Before the model is written: a kill here leaves nothing open that would be decided by the time that is left.
        plan.ended(result).written(work.folder());
        SearchWithFinals.report(searched, search, request.work().resolve(Search.REPORT), result);
        return trainings.shipping().ship(result.models(), result.summary(), plan.done());
    }

    private SearchRequest searchRequest(TrainRequest training, Path folder, RunDivision division) {
        return new SearchRequest(
                        training,
                        asked.space().orElseThrow(),
                        SearchMode.CORRECTED,
                        Optional.empty(),
                        OptionalDouble.of(division.search()),
                        lengths.trials().before(division.each()),
                        ETA,
                        request.work().resolve("study.db").toString(),
                        Optional.of("run-" + folder.getFileName()))
                .keepingCasesAside();
    }

    /**
     * @param judging seconds of judging the default
     * @param left seconds of the whole run
     */
    private FinalsPlan decided(Work work, SearchRequest searched, Search search, double judging, double left) {
        try (StudyStore store = StudyStores.open(searched.store())) {
            var study = search.open(store);
            List<FinalChoice> candidates = new FinalCandidates(study, StudyFindings.of(study.stored()))
                    .pick(RunDivision.CANDIDATES - 1, request.engine().seed());
            List<FinalChoice> all =
                    FinalsPlan.seeded(candidates, work.division().finals());
            double[] judgings = all.stream()
                    .skip(1)
                    .mapToDouble(one ->
                            judging * Math.max(1, multiplyAdds(one.candidate()) / multiplyAdds(work.candidate())))
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
                    work.division().ensembles() && finals.size() > 1,
                    finals);
        }
    }

    private static double multiplyAdds(Candidate candidate) {
        return CandidateCost.of(candidate, Float.BYTES).multiplyAddsPerVoxel();
    }
}
