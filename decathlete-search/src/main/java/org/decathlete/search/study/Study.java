package org.decathlete.search.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.sampler.Proposal;
import org.decathlete.search.sampler.Situation;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.schedule.Step;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialLog;
import org.decathlete.search.trial.TrialState;

/**
 * A search by asking and telling. What the next trial is follows from the settings and from the trials so far alone, whatever the
 * order in which they ended: a study that is built again from its trials goes on as if nothing had happened.
 *
 * <p>Safe for use by several threads at once.
 */
public final class Study {
    /** How often a configuration that was tried already is proposed anew; small spaces run out of others. */
    private static final int ATTEMPTS = 20;

    private final StudySettings settings;
    private final TrialLog log = new TrialLog();

    public Study(StudySettings settings) {
        this(settings, List.of());
    }

    /** One that goes on from its trials, in the order of their ids. */
    public Study(StudySettings settings, List<Trial> trials) {
        this.settings = settings;
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
        Optional<Trial> next = next();
        next.ifPresent(log::add);
        return next;
    }

    /** Says how a running trial ended. Values must be there for all objectives if it ended well. */
    public synchronized Trial tell(int id, Outcome outcome) {
        for (Objective objective : settings.preference().objectives()) {
            if (outcome.state() == TrialState.OK && !outcome.values().containsKey(objective.name())) {
                throw new IllegalArgumentException("trial " + id + " was told without the objective " + objective.name()
                        + ", but with " + outcome.values().keySet() + "; give a value for it or say how it failed");
            }
        }
        Trial ended = log.trial(id).ended(outcome);
        log.end(ended);
        return ended;
    }

    /** Whether all trials ended and none is to come. */
    public synchronized boolean finished() {
        return log.running() == 0
                && log.size() >= settings.given().size()
                && settings.scheduler().next(log, settings.preference()) instanceof Step.Done;
    }

    /** All trials so far, in the order of their ids. */
    public synchronized List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int id = 0; id < log.size(); id++) {
            trials.add(log.trial(id));
        }
        return trials;
    }

    /** The trial with the best first objective among those at the highest budget that has any within all limits. */
    public synchronized Optional<Trial> best() {
        List<Objective> objectives = settings.preference().objectives();
        for (int level = settings.scheduler().levels().top(); level >= 0; level--) {
            Optional<Trial> best = log.results(level).stream()
                    .filter(trial -> objectives.stream().allMatch(objective -> objective.met(trial)))
                    .min((one, other) -> Double.compare(
                            objectives.get(0).loss(one), objectives.get(0).loss(other)));
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    private Optional<Trial> next() {
        Levels levels = settings.scheduler().levels();
        int id = log.size();
        if (id < settings.given().size()) {
            return Optional.of(Trial.running(
                    id,
                    settings.given().get(id),
                    Origin.GIVEN,
                    Trial.NO_BRACKET,
                    levels.top(),
                    levels.budget(levels.top()),
                    null));
        }
        Step step = settings.scheduler().next(log, settings.preference());
        if (step instanceof Step.Start start) {
            Proposal proposal = propose(start.level());
            return Optional.of(Trial.running(
                    id,
                    proposal.configuration(),
                    proposal.origin(),
                    start.bracket(),
                    start.level(),
                    levels.budget(start.level()),
                    null));
        }
        if (step instanceof Step.Promote promote) {
            Trial parent = promote.trial();
            int level = parent.level() + 1;
            return Optional.of(Trial.running(
                    id,
                    parent.configuration(),
                    parent.origin(),
                    parent.bracket(),
                    level,
                    levels.budget(level),
                    parent.id()));
        }
        return Optional.empty();
    }

    private Proposal propose(int level) {
        Preference preference = settings.preference();
        for (int attempt = 0; ; attempt++) {
            Situation situation = new Situation(
                    settings.space(), preference, settings.scheduler(), log, level, settings.seed(), attempt);
            Proposal proposal = settings.sampler().propose(situation);
            if (attempt == ATTEMPTS || !log.contains(proposal.configuration())) {
                return proposal;
            }
        }
    }
}
