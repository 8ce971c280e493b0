package org.decathlete.nn.train;

import java.util.Arrays;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.state.LearntPatch;
import org.decathlete.nn.train.state.Standing;

/** Which patches a training learns from now. */
final class PatchStages {
    private final Candidate candidate;
    private final Timetable timetable;
    private final Standing standing;
    private final Pacing pacing;
    private final Progress progress;
    private int[] edges;

    PatchStages(Candidate candidate, Timetable timetable, Standing standing, Pacing pacing, Progress progress) {
        this.candidate = candidate;
        this.timetable = timetable;
        this.standing = standing;
        this.pacing = pacing;
        this.progress = progress;
        this.edges = candidate.patchSize();
    }

    /** Steps begin, or begin with other patches; returns their edges. */
    int[] begin() {
        edges = candidate.patchSize(timetable.done());
        if (candidate.recipe().patchGrowth() != null) {
            note();
            progress.say("training: patches of " + Arrays.toString(edges) + " from iteration " + standing.iteration()
                    + " on");
        }
        return edges.clone();
    }

    /** What a checkpoint knows of other patches, however long it was ago, holds of these no more. */
    private void note() {
        LearntPatch known = standing.decisions().patch();
        if (known != null && known.has(edges)) {
            return;
        }
        if (known != null) {
            pacing.stepsChange();
        }
        standing.decide(standing.decisions().withPatch(LearntPatch.of(edges, standing.epoch())));
    }

    /** Whether the next step's patches are to be others. */
    boolean haveEnded() {
        return !Arrays.equals(edges, candidate.patchSize(timetable.done()));
    }

    /** Whether they have grown to what was planned. */
    boolean arePlanned() {
        return Arrays.equals(edges, candidate.patchSize());
    }
}
