package org.decathlete.app.project;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user asked of planning on its own.
 *
 * @param dataset folder of labelled volumes
 * @param work work folder
 * @param preset planner preset; without one, that of the work folder, or the default
 * @param plans a plans file to take instead of the planner's, such as one edited by hand
 * @param folds how the cases are split
 */
public record PlanRequest(Path dataset, Path work, Optional<String> preset, Optional<Path> plans, FoldRequest folds) {

    /** The planner's default with nnU-Net's folds, or what an earlier command has chosen. */
    public static PlanRequest of(Path dataset, Path work) {
        return new PlanRequest(dataset, work, Optional.empty(), Optional.empty(), FoldRequest.UNSTATED);
    }
}
