package org.decathlete.search.analysis;

import java.util.List;
import java.util.Map;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.jspecify.annotations.Nullable;

/** Trials of a study of loss and cost whose budgets are 1, 3, 9. */
final class Trials {
    static final List<Objective> OBJECTIVES =
            List.of(Objective.minimize("loss").failingFrom(0.9), Objective.minimize("cost"));

    private Trials() {}

    static Trial ended(int id, double loss, double cost) {
        return ended(id, 0, null, Outcome.of(Map.of("loss", loss, "cost", cost)));
    }

    static Trial ended(int id, int level, @Nullable Integer parent, Outcome outcome) {
        return running(id, level, parent).ended(outcome);
    }

    static Trial running(int id, int level, @Nullable Integer parent) {
        return Trial.running(
                id, Configuration.of(Map.of("x", id / 100.0)), Origin.RANDOM, 0, level, Math.pow(3, level), parent);
    }

    static Trial failed(int id, TrialState state, String message) {
        return ended(id, 0, null, Outcome.failed(state, message));
    }
}
