package org.decathlete.app.study;

import java.util.Optional;
import java.util.function.Supplier;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudySummary;
import org.decathlete.search.trial.Trial;

/**
 * A study that a search has made.
 *
 * @param stored the study
 * @param plan what it is about
 * @param space what its configurations mean
 */
public record SearchStudy(StoredStudy stored, SearchPlan plan, SegmentationSpace space) {

    /**
     * Reads what a study is about.
     *
     * @param work asked for where networks are planned anew
     */
    public static SearchStudy of(StoredStudy stored, Supplier<PlannedWork> work) {
        SearchPlan plan = SearchPlan.of(stored.name(), stored.settings());
        return new SearchStudy(stored, plan, plan.segmentationSpace(work));
    }

    /**
     * The study of a name, or the only one where there is no name.
     *
     * @throws DecathleteException of kind USAGE when there is none, or without a name several
     */
    public static StoredStudy find(StudyStore store, String address, Optional<String> name) {
        var names = store.list().stream().map(StudySummary::name).toList();
        if (name.isPresent() ? !names.contains(name.get()) : names.size() != 1) {
            throw DecathleteException.usage((name.isPresent() ? "--name " + name.get() + ": " : "--name is missing: ")
                    + Words.address(address) + " has "
                    + (names.isEmpty() ? "no studies; `search` makes one" : "the studies " + String.join(", ", names)));
        }
        return store.open(name.orElse(names.get(0)));
    }

    /** What a trial trains. */
    public Candidate candidate(Trial trial) {
        return space.candidate(trial.configuration());
    }
}
