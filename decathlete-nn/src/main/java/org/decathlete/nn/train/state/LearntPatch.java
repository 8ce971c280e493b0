package org.decathlete.nn.train.state;

import java.util.Arrays;
import java.util.List;

/**
 * The patches that a training learns from at a time; kept in the checkpoint.
 *
 * @param edges in voxels
 * @param since epoch in which the training began to learn from them
 */
public record LearntPatch(List<Integer> edges, int since) {
    public LearntPatch {
        edges = List.copyOf(edges);
    }

    /** Patches of these edges. */
    public static LearntPatch of(int[] edges, int since) {
        return new LearntPatch(Arrays.stream(edges).boxed().toList(), since);
    }

    /** Whether these are its edges. */
    public boolean has(int[] others) {
        return edges.equals(Arrays.stream(others).boxed().toList());
    }
}
