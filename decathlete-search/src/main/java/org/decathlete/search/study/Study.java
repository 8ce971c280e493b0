package org.decathlete.search.study;

import java.util.List;
import java.util.Optional;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialLog;

/**
 * A search by asking and telling, in memory. What the next trial is follows from the settings and from the trials so far alone: a
 * study that is built again from its trials goes on as if nothing had happened. A study that is to outlive its process, or to be
 * shared by several, is a {@code StoredStudy}.
 *
 * <p>Safe for use by several threads at once.
 */
public final class Study {
    private final StudySettings settings;
    private final TrialLog log = new TrialLog();
    private final StudyView view;

    public Study(StudySettings settings) {
        this(settings, List.of());
    }

    /** One that goes on from its trials, in the order of their ids. */
    public Study(StudySettings settings, List<Trial> trials) {
        this.settings = settings;
        this.view = new StudyView(settings, log);
        trials.forEach(log::add);
    }

    public StudySettings settings() {
        return settings;
    }

    /**
     * The next trial to evaluate.
     *
     * @return empty where there is none now; more come after running trials ended, unless the study is {@link #finished()}
     */
    public synchronized Optional<Trial> ask() {
        Optional<Trial> next = view.next();
        next.ifPresent(log::add);
        return next;
    }

    /** Says how a running trial ended. Values must be there for all objectives if it ended well. */
    public synchronized Trial tell(int id, Outcome outcome) {
        settings.check(id, outcome);
        Trial ended = log.trial(id).ended(outcome);
        log.end(ended);
        return ended;
    }

    /** Whether all trials ended and none is to come. */
    public synchronized boolean finished() {
        return view.finished();
    }

    /** All trials so far, in the order of their ids. */
    public synchronized List<Trial> trials() {
        return view.trials();
    }

    /**
     * Trials that have ended below the full budget and are certain never to be continued, or were already, in the order of their ids; those
     * of configurations that another trial may still go on with are left out.
     */
    public synchronized List<Trial> lost() {
        return view.lost();
    }

    /** The trial with the best first objective among those at the highest budget that has any within all limits. */
    public synchronized Optional<Trial> best() {
        return view.best();
    }
}
