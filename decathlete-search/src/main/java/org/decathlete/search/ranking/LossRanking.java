package org.decathlete.search.ranking;

import java.util.Comparator;
import java.util.List;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/** By the first objective; the earlier of equally good results comes first. */
public record LossRanking() implements Ranking {

    @Override
    public List<Trial> order(List<Trial> results, List<Objective> objectives) {
        return results.stream()
                .filter(result -> eligible(result, objectives))
                .sorted(Comparator.comparingDouble(
                                (Trial result) -> objectives.get(0).loss(result))
                        .thenComparingInt(Trial::id))
                .toList();
    }
}
