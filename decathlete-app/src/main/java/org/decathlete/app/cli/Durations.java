package org.decathlete.app.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decathlete.core.run.DecathleteException;

/** Lengths of time as people write them: {@code 90s}, {@code 20m}, {@code 1h30m}, {@code 2d}. */
final class Durations {
    private static final Pattern PARTS = Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};

    private Durations() {}

    /**
     * Seconds of {@code text}; a bare number is minutes.
     *
     * @throws DecathleteException of kind USAGE when it is not a length of time above 0
     */
    static long seconds(String option, String text) {
        Matcher matcher = PARTS.matcher(text.matches("\\d+") ? text + "m" : text);
        long seconds = 0;
        if (matcher.matches() && text.length() <= 12) {
            for (int part = 0; part < SECONDS.length; part++) {
                String digits = matcher.group(part + 1);
                seconds += digits == null ? 0 : Long.parseLong(digits) * SECONDS[part];
            }
        }
        if (seconds <= 0) {
            throw DecathleteException.usage(
                    option + " " + text + ": expected a length of time such as 90s, 20m, 1h30m or 2d");
        }
        return seconds;
    }

    /** {@code seconds} for people. */
    static String text(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
    }
}
