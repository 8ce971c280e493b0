package org.decathlete.app.training;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;

/**
 * Turns what was asked into how long to train.
 *
 * @param schedule what was asked
 * @param recipe the candidate's recipe, for what was not asked
 * @param cuda whether it trains on a GPU
 */
public record BudgetDecision(RunRequest.Schedule schedule, TrainingRecipe recipe, boolean cuda) {
    /** What a command on the processor takes when nothing is asked: long enough for a useful model of a small dataset. */
    static final double UNASKED_SECONDS = 3600;

    /** Shorter trainings end before they learn anything. */
    private static final double SHORTEST_SECONDS = 20;

    /** The request in words; equal requests give equal words. */
    public String asked() {
        return duration() + schedule.endEarly().words();
    }

    /** Whether it is time that is asked for, rather than a number of steps. */
    public boolean isTimed() {
        return schedule.epochs().isEmpty()
                && schedule.iterations().isEmpty()
                && (schedule.budgetSeconds().isPresent() || !cuda);
    }

    /** Whether the training may end before its time, when the rest would bring nothing. */
    boolean endsEarly() {
        boolean counted = schedule.epochs().isPresent() || schedule.iterations().isPresent();
        boolean accelerated = RecipeName.of(recipe).equals(Optional.of(RecipeName.ACCELERATED));
        return switch (schedule.endEarly()) {
            case AUTO -> accelerated && !counted;
            case ON -> true;
            case OFF -> false;
        };
    }

    private String duration() {
        if (schedule.budgetSeconds().isPresent()) {
            return String.format(
                    Locale.ROOT, "budget %.0f s", schedule.budgetSeconds().getAsDouble());
        }
        if (schedule.epochs().isPresent()) {
            int iterations = schedule.iterations().orElse(recipe.iterationsPerEpoch());
            return schedule.epochs().getAsInt() + " epochs of " + iterations + " iterations";
        }
        if (schedule.iterations().isPresent()) {
            return schedule.iterations().getAsInt() + " iterations";
        }
        return cuda ? "full schedule" : "no budget given";
    }

    /**
     * The plan of a training that begins now, on whichever data.
     *
     * @param engine device, precision, threads and seed
     * @param spentSeconds active seconds of the command so far
     * @param share part of the remaining time that this training may take, in (0, 1]
     * @param reserve measures the seconds to keep back for what follows this training
     * @throws DecathleteException of kind USAGE when the budget leaves no time for training
     */
    public RunPlan plan(
            RunRequest.Engine engine, double spentSeconds, double share, DoubleSupplier reserve, Progress progress) {
        if (schedule.epochs().isPresent()) {
            int iterations = schedule.iterations().orElse(recipe.iterationsPerEpoch());
            return unbounded(new Budget.Epochs(schedule.epochs().getAsInt(), iterations), engine, spentSeconds);
        }
        if (schedule.iterations().isPresent()) {
            return unbounded(new Budget.Iterations(schedule.iterations().getAsInt()), engine, spentSeconds);
        }
        if (schedule.budgetSeconds().isEmpty() && cuda) {
            return unbounded(new Budget.Epochs(recipe.epochs(), recipe.iterationsPerEpoch()), engine, spentSeconds);
        }
        double whole = schedule.budgetSeconds().orElse(UNASKED_SECONDS);
        if (schedule.budgetSeconds().isEmpty()) {
            progress.say(String.format(
                    Locale.ROOT,
                    "no --budget given: %.0f minutes are taken, since the full schedule of %d epochs is meant for a GPU",
                    UNASKED_SECONDS / 60,
                    recipe.epochs()));
        }
        double reserved = reserve.getAsDouble();
        double training = (whole - spentSeconds) * share - reserved;
        if (training < SHORTEST_SECONDS) {
            throw DecathleteException.usage(String.format(
                    Locale.ROOT,
                    "--budget: %.0f s leave %.0f s for training, after %.0f s spent and %.0f s kept for validation and report; "
                            + "give at least %.0f s",
                    whole,
                    Math.max(0, training),
                    spentSeconds,
                    reserved,
                    Math.ceil(spentSeconds + (reserved + SHORTEST_SECONDS) / share)));
        }
        progress.say(String.format(
                Locale.ROOT,
                "budget: %.0f s in all, %.0f s spent, %.0f s kept for validation and report, %.0f s for training",
                whole,
                spentSeconds,
                reserved,
                training));
        return new RunPlan(asked(), engine, new Budget.WallClock(training), spentSeconds, reserved, endsEarly(), null);
    }

    private RunPlan unbounded(Budget budget, RunRequest.Engine engine, double spentSeconds) {
        return new RunPlan(asked(), engine, budget, spentSeconds, 0, endsEarly(), null);
    }
}
