package org.decathlete.app.study;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.core.run.DecathleteException;

/**
 * What the user said about how long trials are trained. In seconds unless {@code epochs} are given.
 *
 * @param seconds the highest budget of a trial; empty to derive it from the time of the search
 * @param lowestSeconds the lowest budget that tells anything; empty for {@link BracketPlan#FLOOR_SECONDS}
 * @param epochs the highest budget, counted and so reproducible
 * @param lowestEpochs the lowest one; empty for a 27th of {@code epochs}
 * @param iterations training batches of an epoch; empty for the recipe's
 * @param longestSeconds where the highest budget is derived from the time of the search, it is no higher than this; empty for no such bound
 */
public record TrialBudgetRequest(
        OptionalDouble seconds,
        OptionalDouble lowestSeconds,
        OptionalInt epochs,
        OptionalInt lowestEpochs,
        OptionalInt iterations,
        OptionalDouble longestSeconds) {

    /** Nothing is said. */
    public static final TrialBudgetRequest UNSTATED = new TrialBudgetRequest(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());

    /** One without a bound on what is derived. */
    public TrialBudgetRequest(
            OptionalDouble seconds,
            OptionalDouble lowestSeconds,
            OptionalInt epochs,
            OptionalInt lowestEpochs,
            OptionalInt iterations) {
        this(seconds, lowestSeconds, epochs, lowestEpochs, iterations, OptionalDouble.empty());
    }

    public TrialBudgetRequest {
        if (epochs.isPresent() && (seconds.isPresent() || lowestSeconds.isPresent())) {
            throw DecathleteException.usage("--trial-epochs excludes --trial-budget and --lowest-trial-budget; "
                    + "trials are counted either in epochs or in seconds");
        }
        if (epochs.isEmpty() && (lowestEpochs.isPresent() || iterations.isPresent())) {
            throw DecathleteException.usage(
                    "--lowest-trial-epochs and --trial-iterations need --trial-epochs beside them");
        }
        if (seconds.isPresent() && lowestSeconds.orElse(0) > seconds.getAsDouble()) {
            throw DecathleteException.usage("--lowest-trial-budget is above --trial-budget");
        }
        if (epochs.isPresent() && lowestEpochs.orElse(1) > epochs.getAsInt()) {
            throw DecathleteException.usage("--lowest-trial-epochs is above --trial-epochs");
        }
    }

    /**
     * The same for a search before finals of so many seconds each. A trial that is trained for longer tells of another schedule than theirs, and
     * its time is worth more to further candidates.
     */
    public TrialBudgetRequest before(double finalSeconds) {
        return new TrialBudgetRequest(
                seconds, lowestSeconds, epochs, lowestEpochs, iterations, OptionalDouble.of(finalSeconds));
    }

    /** Whether trials are counted in epochs. */
    public boolean isCounted() {
        return epochs.isPresent();
    }
}
