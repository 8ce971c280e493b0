package org.decathlete.search.sampler;

import java.util.List;
import java.util.Optional;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.JointDistribution;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Trial;

/**
 * How PriorBand divides its proposals (Mallik et al. 2023).
 *
 * @param random share of uniform proposals
 * @param prior share of those drawn from the prior
 * @param incumbent share of changes of the incumbent
 * @param best the incumbent; empty while its share is 0
 */
record Shares(double random, double prior, double incumbent, Optional<Configuration> best) {
    /** The sum of budgets is compared with a sum in another order. */
    private static final double ROUNDING = 1e-9;

    static Shares in(Situation situation, Confidence confidence) {
        Levels levels = situation.scheduler().levels();
        double uniform = 1 / (1 + Math.pow(levels.eta(), situation.level()));
        double rest = 1 - uniform;
        List<Trial> observed = observed(situation);
        Optional<Configuration> best = active(situation)
                ? situation.preference().incumbent(observed).map(Trial::configuration)
                : Optional.empty();
        if (best.isEmpty()) {
            return new Shares(uniform, rest, 0, best);
        }
        double believed = ratio(situation, observed, best.get(), confidence);
        return new Shares(uniform, believed * rest, (1 - believed) * rest, best);
    }

    /** From when on a bracket's worth was spent and something was seen at the full budget. */
    private static boolean active(Situation situation) {
        History history = situation.history();
        return history.spent() >= situation.scheduler().firstBracketCost() * (1 - ROUNDING)
                && !history.results(situation.scheduler().levels().top()).isEmpty();
    }

    /** Eligible results, best first, of the highest level that has at least eta of them; of the highest with any if none has. */
    private static List<Trial> observed(Situation situation) {
        Levels levels = situation.scheduler().levels();
        List<Trial> some = List.of();
        for (int level = levels.top(); level >= 0; level--) {
            List<Trial> order = situation.preference().order(situation.history().results(level));
            if (order.size() >= levels.eta()) {
                return order;
            }
            some = some.isEmpty() ? order : some;
        }
        return some;
    }

    /** How much better the prior explains the best results than the surroundings of the incumbent do. */
    private static double ratio(Situation situation, List<Trial> observed, Configuration best, Confidence confidence) {
        int eta = situation.scheduler().levels().eta();
        if (observed.size() < eta) {
            return eta / (1.0 + eta);
        }
        JointDistribution believed = situation.space().prior();
        JointDistribution surrounding = situation.space().around(best, confidence);
        int top = Math.max(observed.size() / eta, eta);
        double[] prior = new double[top];
        double[] around = new double[top];
        for (int j = 0; j < top; j++) {
            Configuration configuration = observed.get(j).configuration();
            double weight = Math.log((double) top - j);
            prior[j] = weight + believed.logDensity(configuration);
            around[j] = weight + surrounding.logDensity(configuration);
        }
        double difference = LogSum.of(around) - LogSum.of(prior);
        return Double.isNaN(difference) ? 0.5 : 1 / (1 + Math.exp(difference));
    }
}
