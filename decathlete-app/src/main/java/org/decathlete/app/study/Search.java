package org.decathlete.app.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.project.ActiveTime;
import org.decathlete.app.report.StudyReport;
import org.decathlete.app.trial.TrialTraining;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;

/**
 * Searches for a better candidate: makes a study, or goes on with it, until its time is up or all brackets are run, and tells what came out.
 * Giving a request again goes on: with the time that is left where its process was stopped or killed, and otherwise with as much time
 * again.
 */
public final class Search {
    /** The page with the analysis, in the work folder. */
    public static final String REPORT = "search.html";

    private static final double REPORT_SECONDS = 10;
    private static final double REPORT_SHARE = 0.02;

    private final SearchRequest request;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final TrialProgress line;

    /** @param stop asked now and then whether to stop in good order */
    public Search(SearchRequest request, Progress progress, BooleanSupplier stop) {
        this.request = request;
        this.progress = progress;
        this.stop = stop;
        this.line = new TrialProgress(progress);
    }

    /**
     * Searches.
     *
     * @throws DecathleteException of kind INTERRUPTED after a stop; of kind USAGE where the study is another search
     */
    public SearchResult run() {
        return run(() -> {});
    }

    /**
     * Searches, with something to be done at the end that still belongs to the search: where it is not reached, the same command goes on with
     * the time that is left.
     *
     * @param ended notes that the search came to its end
     * @throws DecathleteException as {@link #run()}
     */
    public SearchResult run(Runnable ended) {
        return ActiveTime.during(request.work(), request.id(), time -> {
            SearchResult result = run(time);
            ended.run();
            return result;
        });
    }

    /**
     * Makes the study where it is not there yet: what keeps it from being made is known then before anything is trained.
     *
     * @throws DecathleteException of kind USAGE where time or cases do not suffice, or the study is another search; of kind RESOURCE where
     *     memory does not hold what is to be searched
     */
    public void prepare() {
        Basis basis = basis();
        try (StudyStore store = StudyStores.open(request.store())) {
            study(store, basis, this::timeForTrials);
        }
    }

    /** What the study has found so far; nothing is evaluated. */
    public SearchResult found() {
        try (StudyStore store = StudyStores.open(request.store())) {
            SearchStudy study = open(store);
            return report(study, study.stored().finished() ? Ending.FINISHED : Ending.OUT_OF_TIME, 0);
        }
    }

    /** The study in an open store. */
    public SearchStudy open(StudyStore store) {
        return SearchStudy.of(
                SearchStudy.find(store, request.store(), Optional.of(request.study())),
                () -> PlannedWork.open(request.work(), request.engine().threads(), progress));
    }

    /** What a search is about: a candidate, the cases that are kept aside, and how trials are trained. */
    private record Basis(Candidate candidate, List<String> heldBack, TrialFolds folds) {}

    private Basis basis() {
        Candidate candidate = PlannedWork.candidate(request.training(), progress, stop);
        // Any trial is trained for less than the whole search takes.
        Budget longest = request.asked(candidate.recipe())
                .orElseGet(() -> new Budget.WallClock(request.seconds().orElseThrow()));
        List<String> heldBack = request.nested()
                ? TrialTraining.nested(
                                request.work(), request.fold(), request.engine().threads(), progress)
                        .heldBack()
                : List.of();
        TrialTraining first = TrialTraining.open(
                request.work(), candidate, request.fold(), heldBack, longest, request.engine(), line, stop);
        return new Basis(candidate, heldBack, TrialFolds.following(first, request.raceFolds()));
    }

    private SearchResult run(ActiveTime time) {
        Basis basis = basis();
        TrialFolds folds = basis.folds();
        DoubleSupplier left = () -> timeForTrials() - time.seconds();
        try (StudyStore store = StudyStores.open(request.store());
                WorkerPlace place = WorkerPlace.take(request.work(), request.study(), stop)) {
            SearchStudy study = study(store, basis, left);
            announce(study, folds, left.getAsDouble());
            StoredStudy stored = study.stored();
            stored.resume();
            TrialLoop loop = new TrialLoop(study, folds.within(study.plan().whole()), line, progress, left, stop);
            Ending ending = loop.run(place.name());
            if (ending == Ending.INTERRUPTED) {
                throw new DecathleteException(
                        ErrorKind.INTERRUPTED,
                        "search stopped after " + loop.evaluated()
                                + " trials; run the same command again to go on from there");
            }
            if (ending == Ending.OUT_OF_TIME) {
                // Whoever helped has nothing to help with any more.
                stored.stop();
            }
            return report(study, ending, loop.evaluated());
        }
    }

    private double timeForTrials() {
        double whole = request.seconds().orElse(Double.POSITIVE_INFINITY);
        return whole - Math.min(REPORT_SECONDS, REPORT_SHARE * whole);
    }

    private SearchStudy study(StudyStore store, Basis basis, DoubleSupplier left) {
        boolean there = store.list().stream().anyMatch(one -> one.name().equals(request.study()));
        if (!there) {
            return new StudySetup(request, basis.candidate(), basis.folds(), basis.heldBack(), progress)
                    .make(store, left.getAsDouble());
        }
        SearchStudy study = SearchStudy.of(
                store.open(request.study()),
                () -> PlannedWork.open(request.work(), request.engine().threads(), progress));
        StudyAgreement.require(study, request, basis.candidate(), basis.folds().data());
        return study;
    }

    /** What will be done, before it is. */
    private void announce(SearchStudy study, TrialFolds folds, double left) {
        StoredStudy stored = study.stored();
        Levels levels = stored.settings().scheduler().levels();
        BracketPlan brackets = new BracketPlan(levels, study.plan().isCounted(), request.raceFolds());
        int parameters = study.space().space().parameters().size();
        progress.say("search: study " + stored.name() + " in " + Words.address(request.store()) + ", space "
                + request.space() + " ("
                + request.mode() + ") of " + parameters + " parameters around candidate "
                + study.plan().candidate().id() + ", " + folds.cases());
        progress.say("search: the default for " + brackets.highest() + ", then brackets of Hyperband, the first of "
                + brackets.firstBracket() + "; proposals by "
                + Proposals.of(stored.settings().sampler()) + "; weighed: " + weighed());
        int trials = stored.trials().size();
        String before = trials == 0 ? "" : trials + " trials are there, and it goes on";
        String time = Double.isInfinite(left) ? "until all brackets are run" : Words.time(left) + " left for trials";
        progress.say("search: " + (before.isEmpty() ? "" : before + "; ") + time);
    }

    private String weighed() {
        return request.weighed() == Cost.NONE ? "the Dice alone" : "the Dice and " + request.weighed();
    }

    private SearchResult report(SearchStudy study, Ending ending, int evaluated) {
        StudyFindings findings = StudyFindings.of(study.stored());
        Path page = request.work().resolve(REPORT);
        String dataset = PlannedWork.open(request.work(), request.engine().threads(), progress)
                .name();
        StudyReport.write(
                page, dataset + ": " + study.stored().name(), findings.analysis(), null, findings.portfolio());
        return SearchResult.of(study, findings, Words.address(request.store()), ending, evaluated, page.toString());
    }
}
