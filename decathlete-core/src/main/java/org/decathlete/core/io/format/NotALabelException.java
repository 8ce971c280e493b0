package org.decathlete.core.io.format;

import java.io.IOException;

/** A voxel of a label map is not a label. The reader, which knows the file and its size, says so to the user. */
public final class NotALabelException extends IOException {
    private static final long serialVersionUID = 1L;

    /** How far a scaled value may lie from the whole number that it stands for. */
    static final double ROUNDING = 1e-4;

    private final double value;
    private final int index;

    NotALabelException(double value, int index) {
        super("voxel " + index + " holds " + value);
        this.value = value;
        this.index = index;
    }

    double value() {
        return value;
    }

    int index() {
        return index;
    }
}
