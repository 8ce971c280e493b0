package org.decathlete.search.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Puts a part of one architecture into another, in the place of a part of the same type. */
public final class GrammarCrossover {

    private GrammarCrossover() {}

    /**
     * The first architecture with one of its parts replaced by a different part of the second that has the same non-terminal,
     * uniformly among all such pairs below the root; the first itself where there is none.
     */
    public static Derivation cross(Derivation first, Derivation second, SplittableRandom random) {
        List<Derivation> nodes = first.nodes();
        List<Derivation> donors = second.nodes();
        List<int[]> pairs = new ArrayList<>();
        for (int i = 1; i < nodes.size(); i++) {
            for (int k = 1; k < donors.size(); k++) {
                if (nodes.get(i).head().equals(donors.get(k).head())
                        && !nodes.get(i).equals(donors.get(k))) {
                    pairs.add(new int[] {i, k});
                }
            }
        }
        if (pairs.isEmpty()) {
            return first;
        }
        int[] pair = pairs.get(random.nextInt(pairs.size()));
        return first.replace(pair[0], donors.get(pair[1]));
    }
}
