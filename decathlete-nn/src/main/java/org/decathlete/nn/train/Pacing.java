package org.decathlete.nn.train;

import java.util.OptionalDouble;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Standing;

/** Divides a training into epochs: at once where its steps are counted, and by how long they take where its budget is one of time. */
final class Pacing {
    private final RunSettings settings;
    private final TrainingRecipe recipe;
    private final Standing standing;
    private final Progress progress;
    private PaceMeter meter = new PaceMeter();

    Pacing(RunSettings settings, TrainingRecipe recipe, Standing standing, Progress progress) {
        this.settings = settings;
        this.recipe = recipe;
        this.standing = standing;
        this.progress = progress;
    }

    /** A training begins, or goes on. */
    void begin() {
        Pace counted = Pace.ofCounted(settings.budget(), recipe);
        if (counted != null) {
            standing.fixPace(counted);
        }
    }

    /** What was measured of steps before one that failed is no longer told from others. */
    void forgetSteps() {
        meter = new PaceMeter();
    }

    /** Steps take another time from now on; of a budget in seconds, an epoch gets another number of them. */
    void stepsChange() {
        if (settings.budget() instanceof Budget.WallClock) {
            standing.forgetPace();
            forgetSteps();
        }
    }

    /** Whether it is not known yet how many steps an epoch has, so that each is to be measured. */
    boolean measures() {
        return standing.pace() == null;
    }

    /**
     * A step took so long.
     *
     * @param planned whether its patches were as planned, so that the full schedule would take such steps
     */
    void stepTook(double seconds, boolean planned) {
        if (measures() && settings.budget() instanceof Budget.WallClock budget) {
            OptionalDouble measured = meter.add(seconds);
            if (measured.isPresent()) {
                Pace pace = Pace.of(budget, measured.getAsDouble(), recipe);
                standing.fixPace(pace);
                progress.say(pace.inWords(measured.getAsDouble()));
                if (planned) {
                    progress.say(Pace.fullSchedule(measured.getAsDouble(), recipe));
                }
            }
        }
    }
}
