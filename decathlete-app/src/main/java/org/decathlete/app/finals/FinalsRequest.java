package org.decathlete.app.finals;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.study.TrialBudgetRequest;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.settings.Budget;

/**
 * What the user asked of finals after a search.
 *
 * @param seconds for which each is trained; empty where they are counted
 * @param epochs of each; empty where they are by the clock
 * @param iterations training batches of an epoch; empty for the recipe's
 * @param candidates how many beside the default, at least 1
 * @param seeds with how many seeds each is trained, from 1 to {@value FinalsPlan#MOST_SEEDS}
 */
public record FinalsRequest(
        OptionalDouble seconds, OptionalInt epochs, OptionalInt iterations, int candidates, int seeds) {

    public FinalsRequest {
        if (seconds.isPresent() == epochs.isPresent()) {
            throw DecathleteException.usage(
                    "--finals and --final-epochs exclude each other; finals are counted either in epochs or in seconds");
        }
        requireAtLeastOne("--final-candidates", candidates);
        requireAtLeastOne("--final-seeds", seeds);
        if (seeds > FinalsPlan.MOST_SEEDS) {
            throw DecathleteException.usage("--final-seeds " + seeds + ": expected at most " + FinalsPlan.MOST_SEEDS);
        }
        requireAtLeastOne("--final-epochs", epochs.orElse(1));
    }

    /** For how long each is trained. */
    Budget budget(TrainingRecipe recipe) {
        return epochs.isPresent()
                ? new Budget.Epochs(epochs.getAsInt(), iterations.orElse(recipe.iterationsPerEpoch()))
                : new Budget.WallClock(seconds.orElseThrow());
    }

    /** What is asked of trials before them. */
    public TrialBudgetRequest bounding(TrialBudgetRequest trials) {
        return seconds.isPresent() ? trials.before(seconds.getAsDouble()) : trials;
    }

    /** Equal for equal requests. */
    String id() {
        return Hash.of("finals", Json.canonical(this));
    }

    private static void requireAtLeastOne(String option, int value) {
        if (value < 1) {
            throw DecathleteException.usage(option + " " + value + ": expected at least 1");
        }
    }
}
