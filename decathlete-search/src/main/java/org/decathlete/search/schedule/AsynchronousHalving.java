package org.decathlete.search.schedule;

import java.util.List;
import java.util.Optional;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Trial;

/**
 * Successive halving that never waits (ASHA, Li et al. 2020): whenever a worker is free, the best trial of the highest level that is
 * among the first eta-th of its level and not continued yet goes on; if there is none, a new configuration starts.
 *
 * @param levels the budgets
 * @param configurations how many start in all
 */
public record AsynchronousHalving(Levels levels, int configurations) implements Scheduler {

    public AsynchronousHalving {
        if (configurations < 1) {
            throw new IllegalArgumentException(configurations + " configurations; expected at least one");
        }
    }

    @Override
    public Step next(History history, Preference preference) {
        for (int level = levels.top() - 1; level >= 0; level--) {
            Optional<Trial> promotable = promotable(level, history, preference);
            if (promotable.isPresent()) {
                return new Step.Promote(promotable.get());
            }
        }
        if (history.members(0, 0).size() < configurations) {
            return new Step.Start(0, 0);
        }
        return history.running() > 0 ? new Step.Wait() : new Step.Done();
    }

    @Override
    public double firstBracketCost() {
        return SuccessiveHalving.halved(0, (int) Math.pow(levels.eta(), levels.top()), levels)
                .continuedCost(levels);
    }

    private Optional<Trial> promotable(int level, History history, Preference preference) {
        List<Trial> results = history.results(level);
        int quota = results.size() / levels.eta();
        if (quota == 0) {
            return Optional.empty();
        }
        return preference.order(results).stream()
                .limit(quota)
                .filter(trial -> !history.continued(trial.id()))
                .findFirst();
    }
}
