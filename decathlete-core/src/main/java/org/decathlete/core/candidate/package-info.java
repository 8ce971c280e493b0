/**
 * One complete description of how a model is made.
 *
 * <p>{@link org.decathlete.core.candidate.Candidate} joins what the data are ({@link org.decathlete.core.candidate.DataContract}),
 * how they are prepared, the network, and how it is trained ({@link org.decathlete.core.candidate.TrainingRecipe}). The planner
 * and every search only propose candidates; trainer, predictor and report know nothing else.
 */
@NullMarked
package org.decathlete.core.candidate;

import org.jspecify.annotations.NullMarked;
