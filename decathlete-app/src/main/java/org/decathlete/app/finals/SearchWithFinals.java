package org.decathlete.app.finals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.report.StudyReport;
import org.decathlete.app.study.Search;
import org.decathlete.app.study.SearchRequest;
import org.decathlete.app.study.SearchResult;
import org.decathlete.app.study.StudyFindings;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Progress;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;

/**
 * A search that keeps cases aside, and finals after it. Giving the same request again goes on: with the search, or with the finals where
 * these had begun; after the end of both with another search of as much time, and finals of what is best then. Nothing is shipped, and what the
 * work folder's model was made of stays as it is: the finals lie beside what was decided about them.
 */
public final class SearchWithFinals {
    private static final int KEY_DIGITS = 8;

    private final SearchRequest request;
    private final FinalsRequest asked;
    private final Progress progress;
    private final BooleanSupplier stop;

    /**
     * @param request of a search that keeps cases aside
     * @param stop asked now and then whether to stop in good order
     */
    public SearchWithFinals(SearchRequest request, FinalsRequest asked, Progress progress, BooleanSupplier stop) {
        if (!request.nested()) {
            throw new IllegalArgumentException("the search keeps no cases aside for its finals");
        }
        this.request = request;
        this.asked = asked;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Searches and trains the finals.
     *
     * @throws org.decathlete.core.run.DecathleteException as {@link Search#run} and the trainings do; of kind USAGE where the fold has too
     *     few validation cases to keep some aside
     */
    public SearchResult run() {
        Candidate candidate = PlannedWork.candidate(request.training(), progress, stop);
        FinalTrainings trainings =
                FinalTrainings.open(request.work(), candidate, request.fold(), request.engine(), progress, stop);
        progress.say("finals: of the validation cases, " + trainings.nested().text()
                + "; after the search the default and up to " + asked.candidates() + " others are trained for "
                + asked.budget(candidate.recipe()) + " each");
        Path folder = folder(
                request.work(),
                Hash.of(request.id(), asked.id(), trainings.data()).substring(0, KEY_DIGITS));
        Search search = new Search(request, progress, stop);
        Optional<FinalsPlan> begun = FinalsPlan.find(folder).filter(plan -> !plan.done());
        SearchResult found = begun.isPresent() || Searched.isNoted(folder) ? search.found() : searched(search, folder);
        FinalsPlan plan =
                begun.orElseGet(() -> decided(search, trainings, candidate).written(folder));
        Searched.forget(folder);
        Finals.Result result = new Finals(trainings.in(folder), plan, progress, () -> Double.POSITIVE_INFINITY).run();
        report(request, search, Path.of(found.report()), result);
        plan.ended(result).written(folder);
        return found.with(result.summary());
    }

    /** Searches, and notes at its end that it did. */
    static SearchResult searched(Search search, Path folder) {
        long began = System.nanoTime();
        return search.run(() -> new Searched((System.nanoTime() - began) / 1e9).write(folder));
    }

    private FinalsPlan decided(Search search, FinalTrainings trainings, Candidate candidate) {
        try (StudyStore store = StudyStores.open(request.store())) {
            var study = search.open(store);
            List<FinalChoice> candidates = new FinalCandidates(study, StudyFindings.of(study.stored()))
                    .pick(asked.candidates(), request.engine().seed());
            List<FinalChoice> finals = FinalsPlan.seeded(candidates, candidates.size() * asked.seeds());
            return new FinalsPlan(
                    request.study(),
                    trainings.nested(),
                    asked.budget(candidate.recipe()),
                    finals.size() > 1 && trainings.canKeepProbabilities(finals.size()),
                    finals);
        }
    }

    /** Writes the page of a search with its finals. */
    static void report(SearchRequest request, Search search, Path page, Finals.Result result) {
        try (StudyStore store = StudyStores.open(request.store())) {
            var study = search.open(store);
            StudyFindings findings = StudyFindings.of(study.stored());
            StudyReport.write(
                    page,
                    "Search " + study.stored().name() + " and its finals",
                    findings.analysis(),
                    result.summary(),
                    findings.portfolio());
        }
    }

    /** Where a command keeps what it has decided about its finals. */
    static Path folder(Path work, String key) {
        return work.resolve("finals").resolve(key);
    }
}
