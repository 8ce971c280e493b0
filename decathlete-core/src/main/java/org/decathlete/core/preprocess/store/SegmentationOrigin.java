package org.decathlete.core.preprocess.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;

/**
 * Where a stored segmentation comes from.
 *
 * @param candidate id of the candidate whose network made it
 * @param seed of the training
 * @param fold of the training; the case is one that this fold did not learn from
 * @param content hash of the label map as it was predicted
 */
public record SegmentationOrigin(String candidate, long seed, String fold, String content) {

    /** A hash of what is said about some cases, and by which trainings; others give another. */
    public static String identity(SortedMap<String, SegmentationOrigin> byCase) {
        List<String> texts = new ArrayList<>();
        byCase.forEach((id, origin) -> {
            texts.add(id);
            texts.add(Json.canonical(origin));
        });
        return Hash.of(texts.toArray(String[]::new));
    }
}
