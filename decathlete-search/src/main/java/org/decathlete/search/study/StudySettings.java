package org.decathlete.search.study;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.search.ranking.LossRanking;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.ranking.Ranking;
import org.decathlete.search.ranking.RegularizedRanking;
import org.decathlete.search.sampler.RandomSampler;
import org.decathlete.search.sampler.Sampler;
import org.decathlete.search.schedule.Scheduler;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.TrialState;

/**
 * What a study is, apart from its trials.
 *
 * @param space what is searched
 * @param preference what it is after
 * @param scheduler how much is spent on what
 * @param sampler where new configurations come from
 * @param given configurations that are evaluated first, at the full budget and outside of the brackets, such as the default
 * @param seed of everything random
 * @param notes what whoever set it up wants to find again, by names of his own; the search does not look at them
 */
public record StudySettings(
        SearchSpace space,
        Preference preference,
        Scheduler scheduler,
        Sampler sampler,
        List<Configuration> given,
        long seed,
        SortedMap<String, String> notes) {

    public StudySettings {
        given = List.copyOf(given);
        given.forEach(space::check);
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /**
     * Uniform proposals, seed 0, and for several objectives the regularized ranking.
     *
     * @param objectives the first counts most
     */
    public static StudySettings of(SearchSpace space, Scheduler scheduler, Objective... objectives) {
        Ranking ranking = objectives.length > 1 ? new RegularizedRanking() : new LossRanking();
        return new StudySettings(
                space,
                new Preference(List.of(objectives), ranking),
                scheduler,
                new RandomSampler(),
                List.of(),
                0,
                Collections.emptySortedMap());
    }

    /** The same with another sampler. */
    public StudySettings with(Sampler other) {
        return new StudySettings(space, preference, scheduler, other, given, seed, notes);
    }

    /** The same with another ranking. */
    public StudySettings with(Ranking ranking) {
        return new StudySettings(
                space, new Preference(preference.objectives(), ranking), scheduler, sampler, given, seed, notes);
    }

    /** The same with another seed. */
    public StudySettings seeded(long other) {
        return new StudySettings(space, preference, scheduler, sampler, given, other, notes);
    }

    /** The same with configurations that are evaluated first. */
    public StudySettings startingWith(List<Configuration> configurations) {
        return new StudySettings(space, preference, scheduler, sampler, configurations, seed, notes);
    }

    /** The same with a note. */
    public StudySettings noted(String name, String text) {
        Map<String, String> all = new TreeMap<>(notes);
        all.put(name, text);
        return new StudySettings(space, preference, scheduler, sampler, given, seed, new TreeMap<>(all));
    }

    /** Throws an {@link IllegalArgumentException} where an outcome that went well lacks a value for an objective. */
    public void check(int trial, Outcome outcome) {
        for (Objective objective : preference.objectives()) {
            if (outcome.state() == TrialState.OK && !outcome.values().containsKey(objective.name())) {
                throw new IllegalArgumentException("trial " + trial + " was told without the objective "
                        + objective.name() + ", but with " + outcome.values().keySet()
                        + "; give a value for it or say how it failed");
            }
        }
    }
}
