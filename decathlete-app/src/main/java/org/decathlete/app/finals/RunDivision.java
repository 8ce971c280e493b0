package org.decathlete.app.finals;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;

/**
 * How a run divides its time between the default, a search and the finals, kept so that a run that was killed goes on with the same: half
 * for the search, and half for finals of equal length with their judging, of which the default's is the first and trained before the
 * search.
 *
 * @param seconds of the whole run
 * @param spent on checks and preparations when it was divided
 * @param reserved for joining finals, the model and the report
 * @param finals how many trainings there may be, the default's included
 * @param each seconds of each of these trainings
 * @param judging seconds of judging each, measured with the planned network
 * @param search seconds of the search
 * @param ensembles whether pairs of finals are joined, too: the disk may be fuller or emptier later
 */
record RunDivision(
        double seconds,
        double spent,
        double reserved,
        int finals,
        double each,
        double judging,
        double search,
        boolean ensembles) {
    private static final String FORMAT = "decathlete-run-division";
    private static final int VERSION = 1;
    private static final String FILE = "division.json";

    /** Trainings with one seed: the default and two others. */
    static final int CANDIDATES = 3;

    private static final double TWO_SEEDS_FROM = 8 * 3600.0;
    private static final double THREE_SEEDS_FROM = 24 * 3600.0;
    private static final double RESERVED_SHARE = 0.02;
    private static final double RESERVED_SECONDS = 60;

    private record Stored(String format, int version, RunDivision division) {}

    /**
     * Divides.
     *
     * @param seconds of the whole run
     * @param spent of them so far
     * @param judging seconds of judging a training
     * @param shortest seconds that a final needs to be worth it
     * @throws DecathleteException of kind USAGE when the time is too short
     */
    static RunDivision of(double seconds, double spent, double judging, double shortest) {
        double reserved = Math.min(RESERVED_SECONDS, RESERVED_SHARE * seconds) + judging;
        double half = (seconds - spent - reserved) / 2;
        int seeds = seconds >= THREE_SEEDS_FROM ? 3 : seconds >= TWO_SEEDS_FROM ? 2 : 1;
        int finals = CANDIDATES * seeds;
        double each = Math.floor(half / finals - judging);
        if (each < shortest) {
            throw DecathleteException.usage(String.format(
                    Locale.ROOT,
                    "--budget: of %.0f s, %.0f s are spent on preparations; a search would leave %.0f s for each of %d finals, of which"
                            + " judging takes %.0f s besides; give at least %.0f s, or --search off",
                    seconds,
                    spent,
                    Math.max(0, each),
                    finals,
                    judging,
                    Math.ceil((2 * finals * (shortest + 1 + judging) + spent + judging) / (1 - RESERVED_SHARE))));
        }
        double search = Math.floor(seconds - spent - reserved - finals * (each + judging));
        return new RunDivision(seconds, spent, reserved, finals, each, judging, search, false);
    }

    /** The same, with or without pairs of finals. */
    RunDivision joining(boolean pairs) {
        return new RunDivision(seconds, spent, reserved, finals, each, judging, search, pairs);
    }

    /**
     * Seconds of judging a final that is as large as the default.
     *
     * @param measured what judging the default took; NaN where that is not known
     */
    double judgedIn(double measured) {
        return Double.isNaN(measured) ? judging : Math.max(judging, measured);
    }

    /** That of an earlier start; empty where nothing was divided yet. */
    static Optional<RunDivision> find(Path folder) {
        return DecisionFile.find(folder.resolve(FILE), FORMAT, VERSION, Stored.class, "the time is divided anew")
                .map(Stored::division);
    }

    RunDivision written(Path folder) {
        Json.write(folder.resolve(FILE), new Stored(FORMAT, VERSION, this));
        return this;
    }

    /**
     * How many finals beside the default there is time for.
     *
     * @param left seconds of the whole run
     * @param judgings seconds of judging each in turn, which larger networks take more of
     */
    int affordable(double left, double[] judgings) {
        double remaining = left - reserved;
        int count = 0;
        for (double one : judgings) {
            remaining -= each + one;
            if (remaining < 0 || count == finals - 1) {
                break;
            }
            count++;
        }
        return count;
    }

    /** What will be done, before it is. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%s in all, %s spent: the default is trained for %s now, then %s are searched, then up to %d finals are trained for %s"
                        + " each; judging each takes about %s",
                minutes(seconds),
                minutes(spent),
                minutes(each),
                minutes(search),
                finals - 1,
                minutes(each),
                minutes(judging));
    }

    private static String minutes(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}
