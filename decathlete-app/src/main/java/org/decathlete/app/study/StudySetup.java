package org.decathlete.app.study;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.app.tune.portfolio.PublishedIncumbents;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.MachineMemory;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.DeviceMemory;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.InformedHyperband;
import org.decathlete.search.schedule.Scheduler;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;

/**
 * Makes the study of a request.
 *
 * @param request what was asked
 * @param candidate around which is searched
 * @param folds of its trials, under whichever budget
 * @param heldBack validation cases that are kept aside
 * @param progress where to say what is decided
 */
record StudySetup(
        SearchRequest request, Candidate candidate, TrialFolds folds, List<String> heldBack, Progress progress) {
    /** Larger networks than so many times the planned one are too slow for any budget that it was planned for. */
    private static final double LARGEST = 4;

    /** Memory that is never worth saving. */
    private static final long SMALL = 1L << 30;

    private static final double SHARE_OF_FREE_MEMORY = 0.7;

    /** Making the network, reading its checkpoint, comparing label maps. */
    private static final double FIXED_JUDGING_SECONDS = 1;

    /** @param seconds for trials, in all; of no meaning where these are counted */
    SearchStudy make(StudyStore store, double seconds) {
        List<Double> judging = request.seconds().isPresent()
                ? folds.judgingSeconds().stream()
                        .map(one -> one + FIXED_JUDGING_SECONDS)
                        .toList()
                : List.of();
        BracketPlan brackets = request.trials().isCounted()
                ? BracketPlan.counted(request.trials(), request.eta()).over(request.raceFolds())
                : BracketPlan.timed(seconds, judging, request.trials(), request.eta());
        SearchPlan plan = new SearchPlan(
                request.space(),
                request.mode(),
                candidate,
                bound(),
                request.fold(),
                folds.data(),
                request.asked(candidate.recipe())
                        .orElseGet(() -> new Budget.WallClock(
                                brackets.levels().budget(brackets.levels().top()))),
                judging.stream().mapToDouble(one -> one).sum(),
                heldBack,
                folds.further());
        var space = plan.segmentationSpace(
                () -> PlannedWork.open(request.work(), request.engine().threads(), progress));
        List<Objective> objectives = request.weighed().objectives();
        StudySettings settings = startedWith(
                        space,
                        brackets,
                        request.mode()
                                .applied(StudySettings.of(
                                        space.space(), scheduler(brackets), objectives.toArray(Objective[]::new))))
                .startingWith(List.of(space.standard()))
                .seeded(request.engine().seed());
        if (request.seconds().isPresent() && !brackets.counted()) {
            progress.say(String.format(
                    Locale.ROOT,
                    "search: %s for trials, of which judging takes about %s each%s; the default and the first bracket"
                            + " will take about %s",
                    Words.time(seconds),
                    judging.stream().map(Words::time).collect(Collectors.joining(", ")),
                    request.raceFolds() == 1 ? "" : ", fold by fold",
                    Words.time(brackets.firstSeconds(judging))));
        }
        return new SearchStudy(
                store.open(request.study(), Economy.stopping(plan.noted(settings), request.stopsHopeless())),
                plan,
                space);
    }

    private Scheduler scheduler(BracketPlan brackets) {
        Hyperband hyperband = brackets.hyperband(request.seconds().isEmpty());
        return request.learnsLowestBudget()
                ? new InformedHyperband(hyperband, TrialEvaluator.HALF_SCORE_BUDGET)
                : hyperband;
    }

    /** Half of what the first bracket starts at most; {@link Portfolio} sees to it that they are at most half of any other, too. */
    private StudySettings startedWith(SegmentationSpace space, BracketPlan brackets, StudySettings settings) {
        if (!request.usesPortfolio(candidate.recipe())) {
            return settings;
        }
        String dataset = PlannedWork.open(request.work(), request.engine().threads(), progress)
                .name();
        PublishedIncumbents incumbents = PublishedIncumbents.all();
        List<Suggestion> suggestions =
                incumbents.suggestions(space, request.space(), dataset, brackets.firstTrials() / 2);
        Set<String> own = incumbents.own(dataset);
        progress.say("search: portfolio of " + suggestions.size() + " published incumbents of other datasets"
                + (own.isEmpty() ? "" : " than " + String.join(", ", own)));
        for (Suggestion suggestion : suggestions) {
            progress.say("search: portfolio: " + suggestion.source()
                    + (suggestion.remark().isEmpty() ? "" : ", but " + suggestion.remark()));
        }
        return settings.with(new Portfolio(suggestions, settings.sampler()));
    }

    private MemoryBound bound() {
        Device device = Device.parse(request.engine().device());
        boolean full = Precision.parse(request.engine().precision(), device) == Precision.FP32;
        int bytesPerValue = full ? Float.BYTES : Short.BYTES;
        long free = device.cuda() ? DeviceMemory.free(device).orElse(Long.MAX_VALUE) : MachineMemory.availableBytes();
        return bound(candidate, bytesPerValue, free);
    }

    /**
     * Never less than the planned candidate takes: it is trained, however little is free.
     *
     * @param free bytes
     */
    static MemoryBound bound(Candidate candidate, int bytesPerValue, long free) {
        long planned = MemoryBound.relativeTo(candidate, 1, bytesPerValue).bytes();
        long wanted = Math.max(
                SMALL, MemoryBound.relativeTo(candidate, LARGEST, bytesPerValue).bytes());
        return new MemoryBound(
                Math.max(planned, Math.min(wanted, (long) (SHARE_OF_FREE_MEMORY * free))), bytesPerValue);
    }
}
