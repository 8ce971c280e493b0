package org.decathlete.app.study;

import java.util.HashSet;
import java.util.Set;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.search.store.StoreException;
import org.decathlete.search.trial.Trial;

/**
 * Removes, in one work folder, the checkpoints of trials that can never be continued any more. What was measured stays, and so do the
 * checkpoints of all that reached the highest budget.
 */
final class LostCheckpoints {
    private final SearchStudy study;
    private final TrialFolds folds;
    private final Progress progress;
    private final Set<Integer> done = new HashSet<>();
    private long bytes;

    LostCheckpoints(SearchStudy study, TrialFolds folds, Progress progress) {
        this.study = study;
        this.folds = folds;
        this.progress = progress;
    }

    /** Removes those of trials that have lost since the last time. What cannot be removed stays, and is no reason to stop searching. */
    void remove() {
        try {
            for (Trial trial : study.stored().lost()) {
                if (done.add(trial.id())) {
                    bytes += folds.forget(study.candidate(trial));
                }
            }
        } catch (StoreException | DecathleteException e) {
            progress.say("search: checkpoints of lost trials stay for now: " + e.getMessage());
        }
    }

    /** How many bytes were removed so far. */
    long bytes() {
        return bytes;
    }
}
