package org.decathlete.nn.train.batch;

import java.util.Arrays;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.train.settings.RunSettings;

/** A step found no memory; the weights are as before it. Caught by whoever can take fewer samples at once. */
public final class OutOfMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DecathleteException explanation;
    private final int samplesInWork;

    /** A shortage that fewer samples at once would not help. */
    OutOfMemory(DecathleteException explanation) {
        this(explanation, 1);
    }

    /** @param samplesInWork how many were in work when memory ran out, at most */
    public OutOfMemory(DecathleteException explanation, int samplesInWork) {
        super(explanation);
        this.explanation = explanation;
        this.samplesInWork = samplesInWork;
    }

    /** How many samples were in work when memory ran out, at most: in validation not as many as in learning. */
    public int samplesInWork() {
        return samplesInWork;
    }

    /** The explanation for a step or a judgement of which so many samples go through the network at once. */
    public static DecathleteException explain(
            RuntimeException failure, RunSettings settings, Candidate candidate, int samplesPerPass) {
        return new DecathleteException(
                ErrorKind.RESOURCE,
                "not enough memory on " + settings.device() + " for " + samplesPerPass + " of the "
                        + candidate.batchSize() + " patches of a batch at once, "
                        + Arrays.toString(candidate.patchSize())
                        + " voxels each; close other programs, or plan with a smaller patch",
                failure);
    }

    /** What to tell a user where nothing helps. */
    public DecathleteException explanation() {
        return explanation;
    }
}
