package org.decathlete.nn.train;

import java.util.Arrays;
import java.util.List;

/**
 * The patches that a training learns from at a time; kept in the checkpoint.
 *
 * @param edges in voxels
 * @param since epoch in which the training began to learn from them
 */
record LearntPatch(List<Integer> edges, int since) {
    LearntPatch {
        edges = List.copyOf(edges);
    }

    static LearntPatch of(int[] edges, int since) {
        return new LearntPatch(Arrays.stream(edges).boxed().toList(), since);
    }

    boolean has(int[] others) {
        return edges.equals(Arrays.stream(others).boxed().toList());
    }
}
