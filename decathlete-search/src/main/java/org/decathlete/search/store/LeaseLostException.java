package org.decathlete.search.store;

/** A worker spoke of a trial that is not its own any more: it was silent for longer than its lease, and another has it or had it. */
public final class LeaseLostException extends StoreException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(Claim claim, String now) {
        super("trial " + claim.trial().id() + " was handed to " + claim.worker() + " as attempt " + claim.attempt()
                + ", but " + now + "; drop what came of it");
    }
}
