package org.decathlete.app.selection;

import java.nio.file.Path;
import java.util.List;

/**
 * What the user asked of a selection.
 *
 * @param work work folder with finished trainings
 * @param folds folds to compare on; empty for those that the most complete cross-validation has
 * @param ensembles whether pairs are tried
 * @param rule name of the ensemble rule
 * @param threads processor threads
 */
public record SelectRequest(Path work, List<Integer> folds, boolean ensembles, String rule, int threads) {
    public SelectRequest {
        folds = List.copyOf(folds);
    }
}
