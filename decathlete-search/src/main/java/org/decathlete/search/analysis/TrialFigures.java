package org.decathlete.search.analysis;

import java.util.SortedMap;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;

/**
 * A trial that ended well, as a line of a table.
 *
 * @param trial its id
 * @param level of its budget
 * @param budget up to which it was trained
 * @param origin where its configuration came from
 * @param values per objective, in the objective's own direction
 * @param configuration what was trained
 */
public record TrialFigures(
        int trial,
        int level,
        double budget,
        Origin origin,
        SortedMap<String, Double> values,
        Configuration configuration) {

    static TrialFigures of(Trial trial) {
        return new TrialFigures(
                trial.id(),
                trial.level(),
                trial.budget(),
                trial.origin(),
                trial.outcome().values(),
                trial.configuration());
    }
}
