package org.decathlete.nn.train;

/** The training went astray; caught by the trainer, which puts it back. */
final class Divergence extends Exception {
    private static final long serialVersionUID = 1L;

    private final long iteration;

    Divergence(long iteration, String reason) {
        super(reason);
        this.iteration = iteration;
    }

    long iteration() {
        return iteration;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
