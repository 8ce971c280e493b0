package org.decathlete.nn.train.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.SegmentationStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.PretrainedWeights;
import org.decathlete.nn.train.settings.RunSettings;
import org.jspecify.annotations.Nullable;

/**
 * What makes a training this one and no other; a checkpoint of another is refused.
 *
 * @param candidate id of the candidate
 * @param split cases to learn from and to judge on
 * @param seed of the run
 * @param startedFrom what its first weights were taken from, null where they were random
 * @param data key of the preprocessed cases ({@link CaseStore#key}); null, and absent from the JSON, in checkpoints of before it was noted
 * @param previousStage hash of what the previous stage says about the cases; null, and absent from the JSON, without one
 */
public record RunIdentity(
        String candidate,
        Split split,
        long seed,
        @Nullable String startedFrom,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String previousStage) {

    /**
     * The identity of a training.
     *
     * @param store the preprocessed cases
     * @param previous what the previous stage says about them; null without one
     */
    public static RunIdentity of(
            Candidate candidate,
            Split split,
            CaseStore store,
            RunSettings settings,
            @Nullable SegmentationStore previous) {
        String startedFrom = settings.startFrom()
                .map(path -> new PretrainedWeights(path).id())
                .orElse(null);
        return new RunIdentity(
                candidate.id(),
                split,
                settings.seed(),
                startedFrom,
                store.key(),
                previous == null ? null : previous.identity(cases(split)));
    }

    private static List<String> cases(Split split) {
        return Stream.concat(split.train().stream(), split.validation().stream())
                .distinct()
                .toList();
    }

    /** Refuses a checkpoint that belongs to {@code other}. */
    void require(Path file, RunIdentity other) {
        if (!candidate.equals(other.candidate)) {
            throw refused(file, "candidate " + other.candidate, "candidate " + candidate);
        }
        if (seed != other.seed) {
            throw refused(file, "seed " + other.seed, "seed " + seed);
        }
        if (!Objects.equals(startedFrom, other.startedFrom)) {
            throw refused(file, start(other.startedFrom), start(startedFrom));
        }
        if (!split.equals(other.split)) {
            throw refused(file, sizes(other.split), sizes(split) + " that are not the same");
        }
        if (other.data == null) {
            throw DecathleteException.usage(file
                    + " does not say which data its training learned from, since an older version wrote it; move its folder"
                    + " away, or give another work folder");
        }
        if (!other.data.equals(data)) {
            throw refused(file, "data " + other.data, "data " + data);
        }
        if (!Objects.equals(previousStage, other.previousStage)) {
            throw refused(
                    file,
                    "previous-stage segmentations " + other.previousStage,
                    "previous-stage segmentations " + previousStage);
        }
    }

    private static String start(@Nullable String weights) {
        return weights == null ? "random first weights" : "first weights " + weights;
    }

    private static String sizes(Split split) {
        return split.train().size() + " training and " + split.validation().size() + " validation cases";
    }

    private static DecathleteException refused(Path file, String theirs, String ours) {
        return DecathleteException.usage(file + " belongs to a training of " + theirs + ", and this one is of " + ours
                + "; move its folder away, or give another work folder");
    }
}
