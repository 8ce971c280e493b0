package org.decathlete.nn.train;

import org.decathlete.core.run.DecathleteException;

/** A step found no memory; the weights are as before it. Caught by whoever can take fewer samples at once. */
final class OutOfMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DecathleteException explanation;

    OutOfMemory(DecathleteException explanation) {
        super(explanation);
        this.explanation = explanation;
    }

    /** What to tell a user where nothing helps. */
    DecathleteException explanation() {
        return explanation;
    }
}
