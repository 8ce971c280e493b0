package org.decathlete.nn.train.state;

/** The training went astray; caught by the trainer, which puts it back. */
public final class Divergence extends Exception {
    private static final long serialVersionUID = 1L;

    private final long iteration;

    Divergence(long iteration, String reason) {
        super(reason);
        this.iteration = iteration;
    }

    /** Where it was noticed. */
    public long iteration() {
        return iteration;
    }

    /** What was wrong. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
