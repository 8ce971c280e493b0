package org.decathlete.search.store;

import java.util.Map;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Spaces;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/** A study whose evaluation costs nothing, for the tests. */
final class Example {
    /** Trials of one round: 9 + 3 + 1, 3 + 1, 3. */
    static final int ROUND = 20;

    private Example() {}

    static StudySettings settings(long seed, int rounds) {
        return StudySettings.of(
                        Spaces.ofEveryKind(),
                        Hyperband.of(1, 9, 3).repeated(rounds),
                        Objective.minimize("loss"),
                        Objective.minimize("hours"))
                .with(new PriorBand())
                .seeded(seed);
    }

    /** Follows from the configuration and the budget alone; one in sixteen fails. */
    static Outcome evaluate(Trial trial) {
        Configuration configuration = trial.configuration();
        int draw = configuration.json().hashCode();
        if ((draw & 15) == 7) {
            return Outcome.failed(TrialState.CRASHED, "no such luck");
        }
        double rate = Math.log10(configuration.real("rate")) + 2;
        double loss = rate * rate + 0.1 / trial.budget() + (draw & 0xff) * 1e-3;
        return Outcome.of(Map.of("loss", loss, "hours", trial.budget() * configuration.integer("features")));
    }
}
