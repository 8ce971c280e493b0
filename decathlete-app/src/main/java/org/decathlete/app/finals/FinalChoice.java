package org.decathlete.app.finals;

import org.decathlete.core.candidate.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that is to be trained to its end.
 *
 * @param name what it was in the search, such as {@code default} or {@code trial 17, the best}
 * @param trial its trial's id; null for a default that no trial has
 * @param candidate what is trained
 * @param differences what differs from the default, in words
 * @param seed of everything random in its training
 */
public record FinalChoice(String name, @Nullable Integer trial, Candidate candidate, String differences, long seed) {

    /** The same with another seed. */
    FinalChoice seeded(long other) {
        return new FinalChoice(name + ", seed " + other, trial, candidate, differences, other);
    }
}
