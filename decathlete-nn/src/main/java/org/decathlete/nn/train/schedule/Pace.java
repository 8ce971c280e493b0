package org.decathlete.nn.train.schedule;

import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.nn.train.settings.Budget;
import org.jspecify.annotations.Nullable;

/**
 * The division of a training into epochs, fixed once and kept in the checkpoint.
 *
 * @param iterationsPerEpoch training batches of an epoch
 * @param validationIterations validation batches at its end
 */
public record Pace(int iterationsPerEpoch, int validationIterations) {
    /** Epochs of a training that is shorter than nnU-Net's; enough for a curve and a moving average. */
    private static final int EPOCHS = 30;

    private static final int FEWEST_ITERATIONS = 10;

    /** A forward pass costs a third of a step, so that a tenth keeps validation below a twentieth of the time. */
    private static final double VALIDATION_SHARE = 0.1;

    /** The pace of a budget in epochs, with as much validation as the recipe has, or in iterations; null for one in seconds. */
    public static @Nullable Pace ofCounted(Budget budget, TrainingRecipe recipe) {
        if (budget instanceof Budget.Epochs epochs) {
            double share = recipe.validationIterations() / (double) recipe.iterationsPerEpoch();
            return new Pace(epochs.iterationsPerEpoch(), atLeastOne(epochs.iterationsPerEpoch() * share));
        }
        return budget instanceof Budget.Iterations iterations ? ofTotal(iterations.iterations(), recipe) : null;
    }

    /**
     * The pace of a budget in seconds.
     *
     * @param secondsPerIteration as measured in the first iterations
     */
    public static Pace of(Budget.WallClock budget, double secondsPerIteration, TrainingRecipe recipe) {
        return ofTotal(budget.seconds() / secondsPerIteration, recipe);
    }

    /** What it means for whoever waits. */
    public String inWords(double secondsPerIteration) {
        return String.format(
                "training: %.3f s per iteration; an epoch is %d iterations and %d validation batches",
                secondsPerIteration, iterationsPerEpoch, validationIterations);
    }

    /** What nnU-Net's whole schedule would mean, most of all where small patches would make much of it quicker. */
    public static String fullSchedule(double secondsPerIteration, TrainingRecipe recipe) {
        double whole = (double) recipe.epochs() * recipe.iterationsPerEpoch() * secondsPerIteration;
        return String.format(
                "training: the full schedule of %d epochs of %d iterations would take %s%.1f hours here",
                recipe.epochs(),
                recipe.iterationsPerEpoch(),
                recipe.patchGrowth() == null ? "" : "at most ",
                whole / 3600);
    }

    private static Pace ofTotal(double iterations, TrainingRecipe recipe) {
        double wanted = Math.max(FEWEST_ITERATIONS, Math.ceil(iterations / EPOCHS));
        int perEpoch = (int) Math.min(recipe.iterationsPerEpoch(), wanted);
        return new Pace(perEpoch, atLeastOne(perEpoch * VALIDATION_SHARE));
    }

    private static int atLeastOne(double count) {
        return (int) Math.max(1, Math.rint(count));
    }
}
