package org.decathlete.search.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.InformedHyperband;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.space.Spaces;
import org.decathlete.search.study.HalfwayTest;
import org.decathlete.search.study.RaceTest;
import org.decathlete.search.study.RaceTest.Defeat;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/** A study whose evaluation costs nothing, for the tests. */
final class Example {
    /** Trials of one round: 9 + 3 + 1, 3 + 1, 3. */
    static final int ROUND = 20;

    private static final int CASES = 8;
    private static final RaceTest RACE = new RaceTest();

    private Example() {}

    static StudySettings settings(long seed, int rounds) {
        return StudySettings.of(
                        Spaces.ofEveryKind(),
                        Hyperband.of(1, 9, 3).repeated(rounds),
                        Objective.minimize("loss"),
                        Objective.minimize("hours"))
                .with(new PriorBand())
                .seeded(seed);
    }

    /** The same where the seed is odd, and {@link #thrifty} where it is even. */
    static StudySettings either(long seed, int rounds) {
        return seed % 2 == 0 ? thrifty(seed, rounds) : settings(seed, rounds);
    }

    /**
     * With all that saves: a default that says from where on results tell something, a portfolio, and trials that end halfway or after some
     * of their folds.
     */
    static StudySettings thrifty(long seed, int rounds) {
        SearchSpace space = Spaces.ofEveryKind();
        Hyperband hyperband = Hyperband.of(1, 9, 3).repeated(rounds);
        List<Suggestion> suggestions = List.of(
                new Suggestion("one", "", space.uniform(new SplittableRandom(1))),
                new Suggestion("other", "", space.uniform(new SplittableRandom(2))));
        return StudySettings.of(space, new InformedHyperband(hyperband, "tells from"), Objective.minimize("loss"))
                .with(new Portfolio(suggestions, new PriorBand()))
                .startingWith(List.of(space.typical()))
                .seeded(seed);
    }

    /** Follows from the configuration and the budget, and in thrifty studies from the trials so far. */
    static Outcome evaluate(StudySettings settings, List<Trial> trials, Trial trial) {
        Outcome outcome = evaluate(trial);
        if (outcome.state() != TrialState.OK) {
            return outcome;
        }
        double end = 1 - outcome.values().getOrDefault("loss", Double.NaN);
        double half = end - 0.05 / trial.budget();
        OptionalDouble least = new HalfwayTest("half", "end").least(settings, trials, trial);
        if (half < least.orElse(Double.NEGATIVE_INFINITY)) {
            return Outcome.failed(TrialState.STOPPED, half + " of " + least);
        }
        Map<String, Double> scores = new TreeMap<>();
        int folds = trial.level() + 1;
        for (int fold = 0; fold < folds; fold++) {
            scores.putAll(scores(trial, end, fold));
            Optional<Defeat> defeat =
                    fold + 1 < folds ? RACE.defeat(settings, trials, trial, scores, folds) : Optional.empty();
            if (defeat.isPresent()) {
                return Outcome.failed(TrialState.STOPPED, defeat.get().toString())
                        .withScores(scores);
            }
        }
        Map<String, Double> values = new TreeMap<>(outcome.values());
        values.put("half", half);
        values.put("end", end);
        values.put("tells from", settings.seed() % 4 == 0 ? 0.5 : 2.0);
        return Outcome.of(values).withScores(scores);
    }

    /** Of the cases of a fold: some are harder than others, for each configuration in its own way. */
    private static Map<String, Double> scores(Trial trial, double mean, int fold) {
        SplittableRandom random =
                new SplittableRandom(31L * trial.configuration().json().hashCode() + fold);
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            scores.put("fold " + fold + " case " + i, mean + 0.1 * random.nextDouble());
        }
        return scores;
    }

    /** Follows from the configuration and the budget alone; one in sixteen fails. */
    static Outcome evaluate(Trial trial) {
        Configuration configuration = trial.configuration();
        int draw = configuration.json().hashCode();
        if ((draw & 15) == 7) {
            return Outcome.failed(TrialState.CRASHED, "no such luck");
        }
        double rate = Math.log10(configuration.real("rate")) + 2;
        double loss = rate * rate + 0.1 / trial.budget() + (draw & 0xff) * 1e-3;
        return Outcome.of(Map.of("loss", loss, "hours", trial.budget() * configuration.integer("features")));
    }
}
