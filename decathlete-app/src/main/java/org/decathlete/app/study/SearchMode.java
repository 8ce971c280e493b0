package org.decathlete.app.study;

import java.util.Locale;
import java.util.function.Supplier;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.app.tune.network.NetworkPlanner;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.ranking.PublishedRanking;
import org.decathlete.search.sampler.LocalSearch;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.sampler.Sampler;
import org.decathlete.search.study.StudySettings;

/** Auto-nnU-Net's search as it was published, or with its defects mended. */
public enum SearchMode {
    /**
     * Our spaces around any candidate; a costlier candidate goes ahead of a cheaper one only if it is significantly better; small changes of the
     * best, which the default is at first, beside PriorBand's proposals.
     */
    CORRECTED,
    /** The published priors and grammar around nnU-Net's recipe, and the published ranking. */
    PUBLISHED;

    /** The name on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode that a user has written.
     *
     * @throws DecathleteException of kind USAGE for any other text
     */
    public static SearchMode parse(String text) {
        for (SearchMode mode : values()) {
            if (mode.toString().equals(text)) {
                return mode;
            }
        }
        throw DecathleteException.usage("--mode " + text + ": expected corrected or published");
    }

    /** The space around a candidate; the work folder is asked for where networks are planned anew. */
    SegmentationSpace space(SpaceKind kind, Candidate candidate, MemoryBound bound, Supplier<PlannedWork> work) {
        if (this == CORRECTED) {
            return SegmentationSpace.corrected(kind, candidate, bound);
        }
        PlannedWork data = work.get();
        return SegmentationSpace.published(
                kind, candidate, NetworkPlanner.of(data.description(), data.fingerprint(), candidate.configuration()));
    }

    private Sampler sampler() {
        return this == PUBLISHED ? PriorBand.published() : LocalSearch.beside(new PriorBand());
    }

    /** Settings with this mode's sampler and ranking. */
    StudySettings applied(StudySettings settings) {
        StudySettings sampled = settings.with(sampler());
        boolean several = settings.preference().objectives().size() > 1;
        return this == PUBLISHED && several ? sampled.with(new PublishedRanking()) : sampled;
    }
}
