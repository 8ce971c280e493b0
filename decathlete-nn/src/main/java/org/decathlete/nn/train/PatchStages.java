package org.decathlete.nn.train;

import java.util.Arrays;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.Progress;

/** Which patches a training learns from now. */
record PatchStages(Candidate candidate, Timetable timetable) {

    /** Edges of the next step's patches. */
    int[] now() {
        return candidate.patchSize(timetable.done());
    }

    /** Whether the next step's patches have these edges. */
    boolean are(int[] edges) {
        return Arrays.equals(now(), edges);
    }

    /** Whether they have grown to what was planned. */
    boolean arePlanned() {
        return are(candidate.patchSize());
    }

    /** Tells of them where they grow. */
    void tell(Standing standing, Progress progress) {
        if (candidate.recipe().patchGrowth() != null) {
            progress.say("training: patches of " + Arrays.toString(now()) + " from iteration " + standing.iteration()
                    + " on");
        }
    }
}
