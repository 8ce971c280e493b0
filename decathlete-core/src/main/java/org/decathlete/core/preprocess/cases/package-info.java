/**
 * A preprocessed case in memory.
 *
 * <p>Start from {@link org.decathlete.core.preprocess.cases.PreprocessedCase}: what a network sees. What happened to the case
 * on the way in is its {@link org.decathlete.core.preprocess.cases.CaseGeometry}, by which a prediction finds the way back;
 * where its classes lie is {@link org.decathlete.core.preprocess.cases.ClassLocations}, by which training chooses patches.
 */
@NullMarked
package org.decathlete.core.preprocess.cases;

import org.jspecify.annotations.NullMarked;
