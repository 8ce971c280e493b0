package org.decathlete.nn.infer.window;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tiles that go through the networks together.
 *
 * @param groups of tiles that are equal: the networks see the first of each
 */
record TileBatch(List<List<Integer>> groups) {

    /**
     * The batches of the tiles from {@code first} up to {@code end}. Those that hold but one value per channel come last, and of equal
     * ones the networks see one: what they say is a function of the tile alone, so that it holds for all of them.
     *
     * @param most tiles of a batch
     */
    static List<TileBatch> of(TileSource source, int first, int end, int most) {
        List<List<Integer>> groups = new ArrayList<>();
        Map<List<Float>, List<Integer>> equal = new LinkedHashMap<>();
        for (int tile = first; tile < end; tile++) {
            Optional<List<Float>> constant = source.constant(tile);
            if (constant.isPresent()) {
                equal.computeIfAbsent(constant.get(), key -> new ArrayList<>()).add(tile);
            } else {
                groups.add(List.of(tile));
            }
        }
        groups.addAll(equal.values());
        List<TileBatch> batches = new ArrayList<>();
        for (int from = 0; from < groups.size(); from += most) {
            batches.add(new TileBatch(List.copyOf(groups.subList(from, Math.min(groups.size(), from + most)))));
        }
        return batches;
    }

    /** The tiles that the networks see. */
    List<Integer> seen() {
        return groups.stream().map(group -> group.get(0)).toList();
    }

    /** Number of tiles that the networks see. */
    int size() {
        return groups.size();
    }

    /** Number of all tiles. */
    int all() {
        return groups.stream().mapToInt(List::size).sum();
    }
}
