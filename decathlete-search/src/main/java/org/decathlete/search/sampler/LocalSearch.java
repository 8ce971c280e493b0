package org.decathlete.search.sampler;

import java.util.Optional;
import java.util.SplittableRandom;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;

/**
 * Small changes of the best configuration, beside the proposals of another sampler: of a few parameters each, as evolution strategies make them,
 * as soon as something was seen at the full budget. Where a good default comes first and there is time for some tens of trials, this finds what
 * is better sooner than changes of half of all parameters do, most of which undo what is good.
 *
 * @param changes how many parameters change on average, positive; never more than half of them on average
 * @param share of the proposals, within [0, 1]
 * @param others makes the other proposals
 */
public record LocalSearch(double changes, double share, Sampler others) implements Sampler {

    public LocalSearch {
        if (!(changes > 0) || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    changes + " changes, share " + share + "; expected some changes and a share within 0 and 1");
        }
    }

    /** Two changes, in two thirds of the proposals. */
    public static LocalSearch beside(Sampler others) {
        return new LocalSearch(2, 2.0 / 3, others);
    }

    @Override
    public Proposal propose(Situation situation) {
        Optional<Configuration> best = best(situation);
        // A source of its own: the other sampler's must not depend on this draw.
        SplittableRandom random = situation.random().split();
        if (best.isEmpty() || random.nextDouble() >= share) {
            return others.propose(situation);
        }
        Configuration parent = best.get();
        long present = situation.space().parameters().stream()
                .filter(parameter -> parent.has(parameter.name()))
                .count();
        LocalMutation mutation = new LocalMutation(Math.min(0.5, changes / present), Confidence.HIGH);
        return new Proposal(mutation.mutate(situation.space(), parent, random), Origin.INCUMBENT);
    }

    /** Of the full budget: what is ahead at a lower one may only be quick to begin with. */
    private static Optional<Configuration> best(Situation situation) {
        History history = situation.history();
        int top = situation.scheduler().levels().top();
        return situation.preference().incumbent(history.results(top)).map(Trial::configuration);
    }
}
