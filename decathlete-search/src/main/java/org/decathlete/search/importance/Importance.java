package org.decathlete.search.importance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/**
 * Which parameters an objective depends on: functional analysis of variance of a random forest (Hutter, Hoos and Leyton-Brown 2014). The
 * variance of a tree's prediction, with all parameters uniform over the unit cube, is divided exactly among single parameters and
 * pairs of them; what is said is the mean and the standard deviation over trees.
 *
 * <p>A parameter without a value under its condition counts as the centre of what is believed of it. Architectures are uniform draws of
 * their grammar. Figures beyond an objective's limit count as the limit, so that failing trials do not hide everything else.
 *
 * @param objective whose variance is divided
 * @param trials how many trials it was learned from
 * @param explained share of the variance that the forest explains in trials which it did not see; where this is small, nothing is known
 * @param parameters effect of each parameter alone, largest first
 * @param interactions what each pair has beyond the effects of its two, largest first
 * @param parts effect of each part of an architecture alone, largest first; empty where there is no architecture
 */
public record Importance(
        String objective,
        int trials,
        double explained,
        List<Effect> parameters,
        List<Interaction> interactions,
        List<Effect> parts) {
    /** Fewer trials say nothing. */
    public static final int FEWEST_TRIALS = 20;

    public Importance {
        parameters = List.copyOf(parameters);
        interactions = List.copyOf(interactions);
        parts = List.copyOf(parts);
    }

    /**
     * A parameter, or a part of one, alone.
     *
     * @param share of the variance, mean over trees, within [0, 1]
     * @param deviation standard deviation over trees
     */
    public record Effect(String parameter, double share, double deviation) {}

    /** Two parameters together. */
    public record Interaction(String one, String other, double share, double deviation) {}

    /**
     * Learns from trials of the same budget; those that failed or are running are left out.
     *
     * @param seed of the forest and of the draws of architectures
     * @return empty with fewer than {@value #FEWEST_TRIALS} trials, without a parameter, or where all figures are the same
     */
    public static Optional<Importance> of(SearchSpace space, List<Trial> trials, Objective objective, long seed) {
        List<Trial> well =
                trials.stream().filter(trial -> trial.state() == TrialState.OK).toList();
        SplittableRandom random = new SplittableRandom(seed);
        Encoding encoding = new Encoding(space, random);
        double[] responses = well.stream().mapToDouble(objective::limitedLoss).toArray();
        if (well.size() < FEWEST_TRIALS || encoding.width() == 0 || constant(responses)) {
            return Optional.empty();
        }
        double[][] rows =
                well.stream().map(trial -> encoding.row(trial.configuration())).toArray(double[][]::new);
        RegressionForest forest = RegressionForest.grow(rows, responses, random);
        Division division = new Division(forest, encoding.width(), encoding.parameters());
        if (division.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Importance(
                objective.name(),
                well.size(),
                forest.explained(),
                division.effects(),
                division.interactions(),
                architecture(forest, encoding)));
    }

    private static List<Effect> architecture(RegressionForest forest, Encoding encoding) {
        Set<String> names = encoding.parts().stream()
                .filter(part -> !part.uniform())
                .map(Factor::name)
                .collect(Collectors.toSet());
        return names.isEmpty()
                ? List.of()
                : new Division(forest, encoding.width(), encoding.parts())
                        .effects().stream()
                                .filter(effect -> names.contains(effect.parameter()))
                                .toList();
    }

    private static boolean constant(double[] responses) {
        return Arrays.stream(responses).distinct().count() < 2;
    }
}
