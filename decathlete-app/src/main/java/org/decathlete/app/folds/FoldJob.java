package org.decathlete.app.folds;

import org.decathlete.app.training.TrainRequest;

/**
 * One fold as it is handed to a process of its own: all that the training depends on, and what the others leave it of the budget.
 *
 * @param request with this fold alone, its share of the threads, and the candidate as a file
 * @param spentSeconds active seconds of the whole command before the process was started
 * @param share part of the remaining time that this training may take, in (0, 1]
 */
record FoldJob(TrainRequest request, double spentSeconds, double share) {}
