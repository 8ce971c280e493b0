package org.decathlete.core.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Which cases of a class had something to compare. The last two lists count in Dice, IoU and surface Dice as 0 and in the
 * distances not at all, so that a good mean distance can hide them: read both together.
 *
 * @param compared cases with a voxel in both masks
 * @param bothEmpty cases in no mean: no voxel in either mask
 * @param predictionEmpty cases where the class was missed altogether
 * @param referenceEmpty cases where the class was found although there is none
 */
public record Coverage(
        int compared, List<String> bothEmpty, List<String> predictionEmpty, List<String> referenceEmpty) {

    static Coverage of(List<CaseScores> cases, String classKey) {
        List<String> bothEmpty = new ArrayList<>();
        List<String> predictionEmpty = new ArrayList<>();
        List<String> referenceEmpty = new ArrayList<>();
        int compared = 0;
        for (CaseScores scores : cases) {
            ClassScores found = scores.classes().get(classKey);
            if (found == null) {
                continue;
            }
            if (found.overlap().bothEmpty()) {
                bothEmpty.add(scores.id());
            } else if (found.overlap().predicted() == 0) {
                predictionEmpty.add(scores.id());
            } else if (found.overlap().referenced() == 0) {
                referenceEmpty.add(scores.id());
            } else {
                compared++;
            }
        }
        return new Coverage(
                compared, List.copyOf(bothEmpty), List.copyOf(predictionEmpty), List.copyOf(referenceEmpty));
    }
}
