/**
 * The work folder and what stands in it before anything is trained: the dataset and its inspection, plans, folds, preprocessed cases, and
 * which stages are done. Start from {@link org.decathlete.app.project.Project} for the folder, and from
 * {@link org.decathlete.app.project.Steps} for its stages one by one.
 */
@NullMarked
package org.decathlete.app.project;

import org.jspecify.annotations.NullMarked;
