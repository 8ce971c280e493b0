package org.decathlete.search.study;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.sampler.Proposal;
import org.decathlete.search.sampler.Situation;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.schedule.Step;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;

/**
 * What follows from a study's settings and from its trials so far, alone and whatever the order in which they ended. Whoever keeps
 * the trials, in memory or in a store, asks here what comes next.
 *
 * @param settings the study's
 * @param history its trials
 */
public record StudyView(StudySettings settings, History history) {
    /** How often a configuration that was tried already is proposed anew; small spaces run out of others. */
    private static final int ATTEMPTS = 20;

    /**
     * The next trial, running.
     *
     * @return empty where there is none now; more come after running trials ended, unless the study is {@link #finished()}
     */
    public Optional<Trial> next() {
        int id = history.size();
        if (id < settings.given().size()) {
            Levels levels = settings.scheduler().levels();
            return Optional.of(Trial.running(
                    id,
                    settings.given().get(id),
                    Origin.GIVEN,
                    Trial.NO_BRACKET,
                    levels.top(),
                    levels.budget(levels.top()),
                    null));
        }
        Step step = step();
        if (step instanceof Step.Start start) {
            return Optional.of(started(id, start));
        }
        if (step instanceof Step.Promote promote) {
            return Optional.of(promoted(id, promote.trial()));
        }
        return Optional.empty();
    }

    /** Whether all trials ended and none is to come. */
    public boolean finished() {
        return history.running() == 0 && history.size() >= settings.given().size() && step() instanceof Step.Done;
    }

    /** All trials so far, in the order of their ids. */
    public List<Trial> trials() {
        return IntStream.range(0, history.size()).mapToObj(history::trial).toList();
    }

    /**
     * Trials that have ended below the full budget and are certain never to be continued, or were already, in the order of their ids; those
     * of configurations that another trial may still go on with are left out.
     */
    public List<Trial> lost() {
        List<Trial> all = trials();
        Predicate<Trial> isLost = trial -> settings.scheduler().lost(trial, history, settings.preference());
        Set<Configuration> kept =
                all.stream().filter(isLost.negate()).map(Trial::configuration).collect(Collectors.toSet());
        return all.stream()
                .filter(trial -> !kept.contains(trial.configuration()))
                .toList();
    }

    /** The trial with the best first objective among those at the highest budget that has any within all limits. */
    public Optional<Trial> best() {
        List<Objective> objectives = settings.preference().objectives();
        for (int level = settings.scheduler().levels().top(); level >= 0; level--) {
            Optional<Trial> best = history.results(level).stream()
                    .filter(trial -> objectives.stream().allMatch(objective -> objective.met(trial)))
                    .min((one, other) -> Double.compare(
                            objectives.get(0).loss(one), objectives.get(0).loss(other)));
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    private Step step() {
        return settings.scheduler().next(history, settings.preference());
    }

    private Trial started(int id, Step.Start start) {
        Proposal proposal = propose(start);
        double budget = settings.scheduler().levels().budget(start.level());
        return Trial.running(
                id, proposal.configuration(), proposal.origin(), start.bracket(), start.level(), budget, null);
    }

    private Trial promoted(int id, Trial parent) {
        int level = parent.level() + 1;
        double budget = settings.scheduler().levels().budget(level);
        return Trial.running(id, parent.configuration(), parent.origin(), parent.bracket(), level, budget, parent.id());
    }

    private Proposal propose(Step.Start start) {
        Preference preference = settings.preference();
        for (int attempt = 0; ; attempt++) {
            Situation situation = new Situation(
                    settings.space(),
                    preference,
                    settings.scheduler(),
                    history,
                    start.bracket(),
                    start.level(),
                    settings.seed(),
                    attempt);
            Proposal proposal = settings.sampler().propose(situation);
            if (attempt == ATTEMPTS || !history.contains(proposal.configuration())) {
                return proposal;
            }
        }
    }
}
