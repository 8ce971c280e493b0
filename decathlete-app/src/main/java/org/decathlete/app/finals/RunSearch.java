package org.decathlete.app.finals;

import java.util.Optional;
import org.decathlete.app.training.EndEarly;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.run.DecathleteException;

/**
 * Whether a run searches.
 *
 * @param space how much is searched, where that is; empty for no search at all
 * @param automatic whether it is left to the run whether that pays
 */
public record RunSearch(Optional<SpaceKind> space, boolean automatic) {
    /** A search where it pays. */
    public static final RunSearch AUTO = new RunSearch(Optional.of(SpaceKind.HPO_NAS), true);

    /** No search. */
    public static final RunSearch OFF = new RunSearch(Optional.empty(), false);

    /**
     * From here on a search pays. A final gets a sixth of the time, and so 20 minutes at least: what the default takes on two processor
     * cores to a finished model of a small dataset (Dice 0.891 on hippocampus, docs/benchmarks.md). In less time the finals would not be
     * finished models, and what they gain over the default would be lost to its shorter training.
     */
    public static final double PAYS_FROM_SECONDS = 7200;

    /**
     * What a user has written.
     *
     * @throws DecathleteException of kind USAGE for any other text
     */
    public static RunSearch parse(String text) {
        return switch (text) {
            case "auto" -> AUTO;
            case "off" -> OFF;
            case "hpo", "hpo-nas", "hpo-hnas" -> new RunSearch(Optional.of(SpaceKind.parse(text)), false);
            default ->
                throw DecathleteException.usage("--search " + text + ": expected auto, off, hpo, hpo-nas or hpo-hnas");
        };
    }

    /**
     * Whether a search comes into question for a schedule; not where trainings are to end early, which finals never do.
     *
     * @throws DecathleteException of kind USAGE where one is asked for, but no time to divide is given, or trainings that end early are, too
     */
    boolean wanted(RunRequest.Schedule schedule) {
        boolean timed = schedule.budgetSeconds().isPresent();
        if (space.isPresent() && !automatic && !timed) {
            throw DecathleteException.usage("--search " + space.get()
                    + " divides a time between the default, a search and finals; give it with --budget, such as 3h");
        }
        if (space.isPresent() && !automatic && schedule.endEarly() == EndEarly.ON) {
            throw DecathleteException.usage("--end-early on: the finals of --search " + space.get()
                    + " take all of their time, since a score that ended them would also be one that chooses; leave it out, or give"
                    + " --search off");
        }
        return space.isPresent()
                && schedule.endEarly() != EndEarly.ON
                && timed
                && (!automatic || schedule.budgetSeconds().getAsDouble() >= PAYS_FROM_SECONDS);
    }
}
