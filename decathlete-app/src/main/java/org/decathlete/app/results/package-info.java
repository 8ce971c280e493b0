/**
 * What trainings have come to: finished folds, cross-validations made of them, models and ensembles that are compared. Start from
 * {@link org.decathlete.app.results.FinishedRuns}, which reads them from a work folder.
 */
@NullMarked
package org.decathlete.app.results;

import org.jspecify.annotations.NullMarked;
