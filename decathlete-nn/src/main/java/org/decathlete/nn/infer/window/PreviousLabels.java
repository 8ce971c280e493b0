package org.decathlete.nn.infer.window;

import java.util.List;

/**
 * What the previous stage of a cascade says about a volume. Networks see a mask of each value after the image's channels; masks of
 * whole volumes are never made.
 *
 * @param values the labels that there is a mask of, in order; none without a previous stage
 * @param labels {@code [z][y][x]} on the preprocessed grid; empty without one
 */
public record PreviousLabels(List<Integer> values, short[] labels) {
    /** Without a previous stage. */
    public static final PreviousLabels NONE = new PreviousLabels(List.of(), new short[0]);

    public PreviousLabels {
        values = List.copyOf(values);
    }
}
