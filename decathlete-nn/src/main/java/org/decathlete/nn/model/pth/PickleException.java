package org.decathlete.nn.model.pth;

/** A pickle that is damaged, or holds something that is not on the list of what may be read. */
final class PickleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PickleException(String message) {
        super(message);
    }
}
