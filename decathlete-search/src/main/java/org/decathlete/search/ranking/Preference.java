package org.decathlete.search.ranking;

import java.util.List;
import java.util.Optional;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/**
 * What a study is after.
 *
 * @param objectives at least one; the first counts most
 * @param ranking how they are weighed
 */
public record Preference(List<Objective> objectives, Ranking ranking) {

    public Preference {
        objectives = List.copyOf(objectives);
        if (objectives.isEmpty()
                || objectives.stream().map(Objective::name).distinct().count() < objectives.size()) {
            throw new IllegalArgumentException(
                    "objectives " + objectives + "; give at least one, with different names");
        }
    }

    /** Eligible results, best first. */
    public List<Trial> order(List<Trial> results) {
        return ranking.order(results, objectives);
    }

    /** Whether a result may be continued. */
    public boolean eligible(Trial result) {
        return ranking.eligible(result, objectives);
    }

    /** The result that proposals are made from. */
    public Optional<Trial> incumbent(List<Trial> results) {
        return ranking.incumbent(results, objectives);
    }
}
