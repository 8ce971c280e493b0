package org.decathlete.app.study;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;

/** Holds a study that is there against what is asked now: trials of different searches must not be mixed. */
final class StudyAgreement {
    private final List<String> differences = new ArrayList<>();

    private StudyAgreement() {}

    /**
     * Refuses a study of another search. How much time a search gets may change; trial budgets that were not asked for are the study's.
     *
     * @param data hash of the cases of the work folder
     * @throws DecathleteException of kind USAGE that names what differs
     */
    static void require(SearchStudy study, SearchRequest request, Candidate candidate, String data) {
        StudyAgreement agreement = new StudyAgreement();
        StudySettings settings = study.stored().settings();
        SearchPlan plan = study.plan();
        agreement.compare("space", plan.space(), request.space());
        agreement.compare("mode", plan.mode(), request.mode());
        agreement.compare("fold", plan.fold(), request.fold());
        agreement.compare("number of folds that are raced", plan.folds().size(), request.raceFolds());
        agreement.compare("candidate", plan.candidate().id(), candidate.id());
        agreement.compare("seed", settings.seed(), request.engine().seed());
        agreement.compare(
                "objectives",
                names(settings.preference().objectives()),
                names(request.weighed().objectives()));
        request.economy()
                .portfolio()
                .ifPresent(wanted -> agreement.compare("portfolio", settings.sampler() instanceof Portfolio, wanted));
        request.economy()
                .stopping()
                .ifPresent(wanted -> agreement.compare("ending hopeless trials", Economy.isStopping(settings), wanted));
        Levels levels = settings.scheduler().levels();
        agreement.compare("eta", levels.eta(), request.eta());
        request.asked(candidate.recipe())
                .ifPresent(budget -> agreement.compare("highest trial budget", plan.whole(), budget));
        agreement.compare(
                "trials counted in epochs", plan.isCounted(), request.trials().isCounted());
        double lowest = request.trials()
                .lowestSeconds()
                .orElse(request.trials().lowestEpochs().orElse(0));
        agreement.compare("trial budgets below " + lowest, levels.budget(0) < lowest, false);
        boolean aside = !plan.heldBack().isEmpty();
        if (aside != request.nested()) {
            agreement.differences.add(
                    aside
                            ? "it keeps " + plan.heldBack().size()
                                    + " cases aside for finals, which are not asked for now (--finals, --final-epochs)"
                            : "it keeps no cases aside, which finals are to be measured on");
        } else if (!plan.data().equals(data)) {
            agreement.differences.add("the cases or their folds are others now");
        }
        if (agreement.differences.isEmpty()) {
            return;
        }
        throw DecathleteException.usage("study " + study.stored().name() + " is there and is another search: "
                + String.join("; ", agreement.differences) + ". Give this one another --name");
    }

    private static List<String> names(List<Objective> objectives) {
        return objectives.stream().map(Objective::name).toList();
    }

    private void compare(String what, Object there, Object asked) {
        if (!there.equals(asked)) {
            differences.add(what + " " + there + ", not " + asked);
        }
    }
}
