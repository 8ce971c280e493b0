package org.decathlete.search.store;

import java.time.Duration;

/**
 * When a worker counts as dead.
 *
 * @param length after which silence the trial of a worker may be taken over, positive
 * @param mostTakeovers how often a trial is taken over after a death; one more death and it ends as crashed, since it may be what kills
 *     them
 */
public record Leases(Duration length, int mostTakeovers) {

    public Leases {
        if (length.isNegative() || length.isZero() || mostTakeovers < 0) {
            throw new IllegalArgumentException("a lease of " + length + " and " + mostTakeovers
                    + " takeovers; expected a positive length and no negative number");
        }
    }

    /** Two minutes and three takeovers. */
    public static Leases standard() {
        return new Leases(Duration.ofMinutes(2), 3);
    }
}
