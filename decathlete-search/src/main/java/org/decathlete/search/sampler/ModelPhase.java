package org.decathlete.search.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.JointDistribution;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.statistics.Normal;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;

/**
 * Another sampler first, and a model once there are enough results: the expected improvement of a Gaussian process, times the prior to
 * the power of its strength over the number of results (Hvarfner et al. 2022), so that what is believed fades as more is known. The
 * process looks at the ranks of the results of the highest level that has enough, so that scales and outliers do not matter and
 * any number of objectives will do. Far ahead of PriorBand alone where the prior is good, behind it where it misleads.
 *
 * @param first proposes until there are enough results
 * @param enough how many results a level must have, at least 3
 * @param priorStrength how many results the prior is worth, 0 for none
 * @param firstShare how many proposals remain those of the first sampler, within [0, 1]
 */
public record ModelPhase(Sampler first, int enough, double priorStrength, double firstShare) implements Sampler {
    private static final int CANDIDATES = 150;
    private static final int MOST_RESULTS = 100;

    public ModelPhase {
        if (enough < 3 || !(priorStrength >= 0) || !(firstShare >= 0 && firstShare <= 1)) {
            throw new IllegalArgumentException(
                    "enough " + enough + ", prior strength " + priorStrength + ", first share " + firstShare
                            + "; expected at least 3 results, no negative strength and a share within 0 and 1");
        }
    }

    /** From ten results on; the prior is worth ten; a quarter of the proposals remains with the first sampler. */
    public static ModelPhase after(Sampler first) {
        return new ModelPhase(first, 10, 10, 0.25);
    }

    @Override
    public Proposal propose(Situation situation) {
        List<Trial> observed = observed(situation);
        // A source of its own: the first sampler's must not depend on this draw.
        SplittableRandom random = situation.random().split();
        if (observed.size() < enough || random.nextDouble() < firstShare) {
            return first.propose(situation);
        }
        SearchSpace space = situation.space();
        GaussianProcess process = process(space, observed);
        double[] scores = scores(observed.size());
        double strength = priorStrength / observed.size();
        Configuration best = observed.get(0).configuration();
        JointDistribution prior = space.prior();
        double largest = Double.NEGATIVE_INFINITY;
        for (Configuration candidate : candidates(space, observed.get(0).configuration(), random)) {
            double[] expected = process.predict(Features.of(space, candidate));
            double value = logImprovement(expected[0], expected[1], scores[0]) + strength * prior.logDensity(candidate);
            if (value > largest) {
                largest = value;
                best = candidate;
            }
        }
        return new Proposal(best, Origin.MODEL);
    }

    private static List<Configuration> candidates(SearchSpace space, Configuration incumbent, SplittableRandom random) {
        LocalMutation wide = new LocalMutation(0.5, Confidence.HIGH);
        LocalMutation narrow = new LocalMutation(0.5, new Confidence(0.03, 8));
        List<Configuration> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            candidates.add(space.uniform(random));
            candidates.add(space.prior(random));
            candidates.add((i % 2 == 0 ? wide : narrow).mutate(space, incumbent, random));
        }
        return candidates;
    }

    private static GaussianProcess process(SearchSpace space, List<Trial> observed) {
        double[][] points = observed.stream()
                .map(trial -> Features.of(space, trial.configuration()))
                .toArray(double[][]::new);
        return GaussianProcess.fit(points, scores(points.length));
    }

    /** Per rank, from the best, a score of mean 0 and variance 1 whose tails are those of the logistic distribution. */
    private static double[] scores(int count) {
        double[] scores = new double[count];
        Arrays.setAll(scores, rank -> Math.log((rank + 0.5) / (count - rank - 0.5)));
        double variance = Arrays.stream(scores).map(score -> score * score).sum() / count;
        Arrays.setAll(scores, rank -> scores[rank] / Math.sqrt(variance));
        return scores;
    }

    private static double logImprovement(double mean, double deviation, double best) {
        double z = (best - mean) / deviation;
        double improvement = deviation * (z * Normal.cumulative(z) + Math.exp(Normal.logDensity(z)));
        return Math.log(Math.max(1e-300, improvement));
    }

    /** Results of the highest level with enough, best first, failing ones last; the best are kept where there are very many. */
    private List<Trial> observed(Situation situation) {
        History history = situation.history();
        for (int level = situation.scheduler().levels().top(); level >= 0; level--) {
            List<Trial> results = history.results(level);
            if (results.size() >= enough) {
                List<Trial> order = new ArrayList<>(situation.preference().order(results));
                results.stream()
                        .filter(result -> !situation.preference().eligible(result))
                        .forEach(order::add);
                return order.subList(0, Math.min(order.size(), MOST_RESULTS));
            }
        }
        return List.of();
    }
}
