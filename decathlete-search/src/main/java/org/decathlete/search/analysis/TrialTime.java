package org.decathlete.search.analysis;

/**
 * When a trial ran, in seconds since the study began.
 *
 * @param started at least 0
 * @param ended at least {@code started}
 */
public record TrialTime(double started, double ended) {

    public TrialTime {
        if (!(started >= 0 && ended >= started && Double.isFinite(ended))) {
            throw new IllegalArgumentException(
                    "a trial from second " + started + " to second " + ended + "; expected 0 <= started <= ended");
        }
    }

    /** How long it took. */
    public double seconds() {
        return ended - started;
    }
}
