package org.decathlete.core.dataset.integrity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cases whose images have the same voxels, whatever their files are called and however they were compressed. */
public final class Duplicates {

    private Duplicates() {}

    /** Ids of cases with equal images, two or more each, in the order of the cases. */
    public static List<List<String>> of(List<CaseFacts> facts) {
        Map<String, List<String>> byHash = new LinkedHashMap<>();
        for (CaseFacts one : facts) {
            if (!one.imageHash().isEmpty()) {
                byHash.computeIfAbsent(one.imageHash(), hash -> new ArrayList<>())
                        .add(one.id());
            }
        }
        return byHash.values().stream().filter(same -> same.size() > 1).toList();
    }
}
