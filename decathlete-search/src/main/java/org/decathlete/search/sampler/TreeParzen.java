package org.decathlete.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011) with joint kernels over all parameters, as in BOHB (Falkner et al. 2018): of
 * candidates drawn around good results, the one that good results explain best in comparison with the others is proposed.
 * Conditional parameters and architectures have kernels like any other; the prior is one more kernel on both sides.
 *
 * @param goodShare which share of the results counts as good, within (0, 1)
 * @param candidates how many are drawn for each proposal, positive
 * @param priorShare how many proposals are drawn from the prior instead, within [0, 1]
 */
public record TreeParzen(double goodShare, int candidates, double priorShare) implements Sampler {
    /** Results beyond this number are thinned out, since each costs a kernel per candidate. */
    private static final int MOST_KERNELS = 200;

    public TreeParzen {
        if (!(goodShare > 0 && goodShare < 1) || candidates < 1 || !(priorShare >= 0 && priorShare <= 1)) {
            throw new IllegalArgumentException(
                    "good share " + goodShare + ", " + candidates + " candidates, prior share " + priorShare
                            + "; expected shares within 0 and 1 and at least one candidate");
        }
    }

    /** 15 % good, 24 candidates, a fifth of the proposals from the prior. */
    public TreeParzen() {
        this(0.15, 24, 0.2);
    }

    @Override
    public Proposal propose(Situation situation) {
        SplittableRandom random = situation.random();
        SearchSpace space = situation.space();
        int needed = space.parameters().size() + 2;
        List<Trial> observed = observed(situation, needed);
        if (observed.isEmpty() || random.nextDouble() < priorShare) {
            return new Proposal(space.prior(random), Origin.PRIOR);
        }
        int good = Math.max(2, (int) Math.ceil(goodShare * observed.size()));
        Mixture better = new Mixture(space, thinned(observed.subList(0, good)));
        Mixture worse = new Mixture(space, thinned(observed.subList(good, observed.size())));
        Configuration best = better.sample(random);
        double largest = better.logDensity(best) - worse.logDensity(best);
        for (int i = 1; i < candidates; i++) {
            Configuration candidate = better.sample(random);
            double ratio = better.logDensity(candidate) - worse.logDensity(candidate);
            if (ratio > largest) {
                best = candidate;
                largest = ratio;
            }
        }
        return new Proposal(best, Origin.MODEL);
    }

    /** Results of the highest level that has enough, best first, failing ones last; none where no level has. */
    private static List<Trial> observed(Situation situation, int needed) {
        History history = situation.history();
        for (int level = situation.scheduler().levels().top(); level >= 0; level--) {
            List<Trial> results = history.results(level);
            List<Trial> order = new ArrayList<>(situation.preference().order(results));
            if (results.size() >= needed && order.size() >= 2) {
                results.stream()
                        .filter(result -> !situation.preference().eligible(result))
                        .forEach(order::add);
                return order;
            }
        }
        return List.of();
    }

    private static List<Configuration> thinned(List<Trial> trials) {
        int step = 1 + (trials.size() - 1) / MOST_KERNELS;
        List<Configuration> kept = new ArrayList<>();
        for (int i = 0; i < trials.size(); i += step) {
            kept.add(trials.get(i).configuration());
        }
        return kept;
    }
}
