package org.decathlete.search.sampler;

import java.util.SplittableRandom;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.schedule.Scheduler;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.History;

/**
 * What a sampler decides by.
 *
 * @param space what is searched
 * @param preference what the study is after
 * @param scheduler whose budgets the trials have
 * @param history what is known so far
 * @param bracket for which a configuration is proposed
 * @param level at which the proposed configuration will start
 * @param seed of the study
 * @param attempt 0, and more where earlier proposals for this trial were tried already
 */
public record Situation(
        SearchSpace space,
        Preference preference,
        Scheduler scheduler,
        History history,
        int bracket,
        int level,
        long seed,
        int attempt) {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** A random source of this trial's own; every call gives it from its beginning. */
    public SplittableRandom random() {
        return new SplittableRandom(mixed(mixed(seed + GOLDEN_RATIO * (history.size() + 1L)) + attempt));
    }

    /** A random source that all trials of the study share; every call gives it from its beginning. */
    public SplittableRandom shared() {
        return new SplittableRandom(mixed(seed));
    }

    /** Spreads neighbouring seeds over all longs (the finalizer of SplitMix64, Steele et al. 2014). */
    private static long mixed(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
